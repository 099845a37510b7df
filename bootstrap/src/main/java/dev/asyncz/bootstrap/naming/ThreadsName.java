package dev.asyncz.bootstrap.naming;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an application calls the threads of a scheduler: the text that its ThreadFactory keeps for that, without numbers.
 * Known before there is a thread. Asks nothing of the application's objects but to be read.
 */
public final class ThreadsName {
    private static final int DEEPEST = 3;
    private static final int LONGEST = 60;
    private static final int MANY_DIGITS = 5;
    private static final String SEPARATORS = "-_ .:#/";

    /** What nobody has chosen. */
    private static final String[] USUAL = {
        "", "pool-thread", "pool", "thread", "Thread", "Timer", "scheduling", "ThreadPoolTaskScheduler", "ForkJoinPool"
    };

    private static final ClassValue<FactoryClass> KNOWN = new ClassValue<>() {
        @Override
        protected FactoryClass computeValue(Class<?> type) {
            return FactoryClass.of(type);
        }
    };

    private ThreadsName() {}

    /** Empty if the factory does not say it. Never throws. */
    public static String of(@Nullable ThreadFactory factory) {
        Object each = factory;
        try {
            for (int depth = 0; each != null && depth < DEEPEST; depth++) {
                FactoryClass known = KNOWN.get(each.getClass());
                Object text = known.text == null ? null : known.text.get(each);
                if (text instanceof String name) {
                    return of(name);
                }
                each = known.inner == null ? null : known.inner.get(each);
            }
        } catch (Throwable unreadable) {
            // Goes without.
        }
        return "";
    }

    /** What is left of a thread's name, or of a pattern for such names, that is the same for each start and each thread. */
    public static String of(String name) {
        StringBuilder kept = new StringBuilder();
        String before = "";
        for (StringTokenizer each = new StringTokenizer(name, SEPARATORS, true); each.hasMoreTokens(); ) {
            String word = each.nextToken();
            if (word.length() == 1 && SEPARATORS.indexOf(word.charAt(0)) >= 0) {
                before = word;
            } else if (!isNumber(word)) {
                if (isRandom(word)) {
                    return "";
                }
                kept.append(kept.length() == 0 ? "" : before).append(word);
            }
        }
        String found = kept.toString();
        for (String usual : USUAL) {
            if (usual.equals(found)) {
                return "";
            }
        }
        return found.length() > LONGEST ? "" : found;
    }

    /** Nothing but digits, or what a format puts in their place. */
    private static boolean isNumber(String word) {
        if (word.charAt(0) == '%' || word.charAt(0) == '{') {
            return true;
        }
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** An id or a hash, which the next start has another one in the place of; an address likewise. */
    private static boolean isRandom(String word) {
        int digits = 0;
        for (int i = 0; i < word.length(); i++) {
            char each = word.charAt(i);
            if (Character.isDigit(each)) {
                digits++;
            } else if (each == '@' || each == '[' || each == '%') {
                return true;
            }
        }
        return digits >= MANY_DIGITS;
    }

    /** Where the objects of a class keep it. */
    private record FactoryClass(
            @Nullable Field text, @Nullable Field inner) {
        private static final String[] WORDS = {"prefix", "format", "pattern", "name"};

        @SuppressWarnings("removal") // Only matters where there is a security manager.
        static FactoryClass of(Class<?> type) {
            if (type.getName().startsWith("java.util.concurrent.")) {
                return new FactoryClass(null, null);
            }
            return AccessController.doPrivileged(new PrivilegedAction<FactoryClass>() {
                @Override
                public FactoryClass run() {
                    try {
                        return new FactoryClass(text(type), only(type, ThreadFactory.class));
                    } catch (Throwable unreadable) {
                        return new FactoryClass(null, null);
                    }
                }
            });
        }

        private static @Nullable Field text(Class<?> type) {
            for (String word : WORDS) {
                for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                    for (Field field : each.getDeclaredFields()) {
                        if (isOf(field, String.class)
                                && field.getName().toLowerCase(Locale.ROOT).contains(word)) {
                            return Captured.opened(field);
                        }
                    }
                }
            }
            return only(type, String.class);
        }

        private static @Nullable Field only(Class<?> type, Class<?> of) {
            Field found = null;
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (isOf(field, of)) {
                        if (found != null) {
                            return null;
                        }
                        found = field;
                    }
                }
            }
            return found == null ? null : Captured.opened(found);
        }

        private static boolean isOf(Field field, Class<?> type) {
            return field.getType() == type && !Modifier.isStatic(field.getModifiers());
        }
    }
}
