package com.acme.woven;

/** Methods of every shape that advice has to fit into; {@link #run} calls them all and notes what they give. */
public final class Sample extends Base implements Runnable {
    private final String field;
    private final long number;

    public Sample(String text, long number, double fraction) {
        super(text == null ? "none" : text);
        for (int i = 0; i < number; i++) {
            Trace.note("constructing", i);
        }
        field = text + fraction;
        this.number = number;
        if (text == null) {
            return;
        }
        Trace.note("constructed", field);
    }

    @Override
    public void run() {
        Trace.note("text", text("given", 3));
        Trace.note("text", text("given", 0));
        try {
            text("given", -1);
        } catch (IllegalArgumentException e) {
            Trace.note("thrown", e.getMessage());
        }
        Trace.note("wide", wide(1L, 2.5, 'c', 4f));
        Trace.note("loop", loop(3));
        Trace.note("caught", caught(new Object[] {1}));
        Trace.note("flag", flag(true));
        Trace.note("array", array(2).length);
        nothing(Trace.work());
        Trace.note("synchronous", synchronous(7));
        Trace.note("fixed", fixed("word"));
    }

    /** Returns at several places, and throws. */
    private String text(String value, int times) {
        if (times == 0) {
            return value;
        }
        String result = "";
        for (int i = 0; i < times; i++) {
            result += value;
        }
        if (times < 0) {
            throw new IllegalArgumentException(field);
        }
        value = null;
        return result;
    }

    /** Variables of two slots. */
    private double wide(long first, double second, char third, float fourth) {
        long sum = first + number;
        if (third > 'a') {
            double more = second * fourth;
            sum += (long) more;
            return sum + more;
        }
        return sum;
    }

    /** Its first instruction is where its loop jumps to. */
    private static int loop(int left) {
        while (true) {
            if (left-- == 0) {
                return left;
            }
            Trace.note("left", left);
        }
    }

    /** Catches whatever is thrown where it returns. */
    private Object caught(Object[] values) {
        try {
            return values[0];
        } catch (Throwable t) {
            return "caught " + t.getMessage();
        } finally {
            Trace.note("finally", values.length);
        }
    }

    private boolean flag(boolean value) {
        return value && number > 0;
    }

    private static int[] array(int size) {
        return new int[size];
    }

    private void nothing(Runnable work) {
        work.run();
    }

    private synchronized int synchronous(int value) {
        synchronized (field) {
            return value > 3 ? value : -value;
        }
    }

    private static String fixed(String word) {
        return word.isEmpty() ? "empty" : word;
    }
}
