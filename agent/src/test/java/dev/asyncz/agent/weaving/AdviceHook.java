package dev.asyncz.agent.weaving;

/** Weaves some advice into one method of a sample; {@code <init>} stands for its constructors. */
final class AdviceHook extends Hook {
    private final String method;
    private final Class<?>[] advice;

    AdviceHook(String type, String method, Class<?>... advice) {
        super(type, "");
        this.method = method;
        this.advice = advice;
    }

    @Override
    protected void weave(Weaving on) {
        for (Class<?> each : advice) {
            if (method.equals("<init>")) {
                on.adviseConstructor(each);
            } else {
                on.advise(each, method);
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method);
        for (Class<?> each : advice) {
            text.append(' ').append(each.getSimpleName());
        }
        return text.toString();
    }
}
