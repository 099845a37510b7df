package dev.asyncz.bootstrap.naming;

/** Names of classes and methods, without what a compiler or a proxy has added. No regular expressions: too slow here. */
public final class ClassNames {
    private static final String LAMBDA_METHOD = "lambda$";

    private ClassNames() {}

    /** Cuts "$$SpringCGLIB$$0" and the like off each part of a qualified name. */
    public static String withoutProxy(String name) {
        int at = name.indexOf("$$");
        if (at < 0) {
            return name;
        }
        int dot = name.indexOf('.', at);
        return name.substring(0, at) + (dot < 0 ? "" : withoutProxy(name.substring(dot)));
    }

    /** The class that a lambda or an anonymous class is written in: the name up to the first "$$Lambda", "$1" or "/". */
    public static String host(String className) {
        int end = className.indexOf('/');
        end = end < 0 ? className.length() : end;
        for (int at = className.indexOf('$'); at >= 0 && at < end; at = className.indexOf('$', at + 1)) {
            if (className.startsWith("$$Lambda", at) || isNumbered(className, at + 1)) {
                return className.substring(0, at);
            }
        }
        return className.substring(0, end);
    }

    /** A method as a name says it: {@code com.acme.Jobs.cleanup}. */
    public static String qualified(String type, String method) {
        return type + "." + method;
    }

    /** The method that a lambda is written in; any other method is itself. */
    static String method(String name) {
        int end = name.lastIndexOf('$');
        return name.startsWith(LAMBDA_METHOD) && end > LAMBDA_METHOD.length() && isNumbered(name, end + 1)
                ? name.substring(LAMBDA_METHOD.length(), end)
                : name;
    }

    /** Whether a text is a method and its class, such as "com.acme.Jobs.cleanup". */
    public static boolean isQualifiedMethod(String text) {
        boolean begins = true;
        boolean dotted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '.' && !begins) {
                begins = true;
                dotted = true;
            } else if (begins ? Character.isJavaIdentifierStart(each) : Character.isJavaIdentifierPart(each)) {
                begins = false;
            } else {
                return false;
            }
        }
        return dotted && !begins;
    }

    /** Whether nothing but digits stands between {@code at} and the next dollar sign, or the end. */
    private static boolean isNumbered(String name, int at) {
        int end = at;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end > at && (end == name.length() || name.charAt(end) == '$');
    }
}
