package com.acme.attach;

import java.util.Arrays;

/** Sets a security manager, and goes on with the program that its first argument names. */
public final class Guarded {
    private Guarded() {}

    @SuppressWarnings("removal") // For JVMs that have it.
    public static void main(String[] args) throws Exception {
        System.setSecurityManager(new SecurityManager());
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }
}
