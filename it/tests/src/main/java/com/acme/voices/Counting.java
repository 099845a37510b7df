package com.acme.voices;

import com.acme.Life;
import java.util.concurrent.locks.LockSupport;

/** Logs numbered lines at a steady pace: its arguments say through which voice, how many a second, and how many. */
public final class Counting {
    private Counting() {}

    public static void main(String[] args) throws Exception {
        Voice voice = (Voice) Class.forName("com.acme.voices." + args[0] + "Voice")
                .getDeclaredConstructor()
                .newInstance();
        long pause = 1_000_000_000L / Long.parseLong(args[1]);
        int lines = Integer.parseInt(args[2]);
        Thread thread = new Thread(
                () -> {
                    for (int line = 0; line < lines; line++) {
                        voice.info("line " + line);
                        LockSupport.parkNanos(pause);
                    }
                },
                "counting");
        thread.setDaemon(true);
        thread.start();
        Life.untilInputEnds();
    }
}
