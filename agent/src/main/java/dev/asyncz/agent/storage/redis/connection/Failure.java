package dev.asyncz.agent.storage.redis.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** What an exception of the driver's means. */
final class Failure {
    private static final String QUOTATION = ", with args beginning with";

    private Failure() {}

    /** Whether another connection may do what this one has not. */
    static boolean elsewhere(Throwable failure) {
        Throwable root = root(failure);
        if (isAnswer(root)) {
            Refusal refusal = Refusal.in(String.valueOf(root.getMessage()));
            return refusal != null && refusal.elsewhere();
        }
        return root instanceof IOException || root instanceof JedisConnectionException;
    }

    /** Whether time was spent waiting for a server that is silent. */
    static boolean timeout(Throwable failure) {
        Throwable root = root(failure);
        Throwable[] aside = root.getSuppressed();
        return (aside.length == 0 ? root : aside[0]) instanceof SocketTimeoutException;
    }

    /** Whether a server has said it, so that it may quote what it was sent. */
    static boolean answer(Throwable failure) {
        return isAnswer(root(failure));
    }

    /**
     * In one phrase, with what to do about it, and without the password.
     *
     * @param login what to do about a login that is refused, where that differs
     */
    static String said(Throwable failure, @Nullable String password, @Nullable String login) {
        Throwable root = root(failure);
        if (root instanceof JedisMovedDataException) {
            return "is one node of a cluster: storage.url has to name two of its nodes or more";
        }
        if (!isAnswer(root)) {
            // The driver puts aside what each address of a name has said.
            Throwable[] aside = root.getSuppressed();
            String text =
                    root instanceof JedisConnectionException ? String.valueOf(root.getMessage()) : root.toString();
            return aside.length == 0 ? text : text + " " + aside[0].getMessage();
        }
        // A server that does not know a command repeats its arguments, be they a password.
        String text = String.valueOf(root.getMessage()).split(QUOTATION, 2)[0];
        Refusal refusal = Refusal.in(text);
        // A script's error begins with where in the script it was.
        text = refusal == null ? text : text.substring(Math.max(0, text.indexOf(refusal.name())));
        boolean ofLogin = refusal == Refusal.NOAUTH || refusal == Refusal.WRONGPASS;
        String advice = refusal == null ? "" : "; " + (ofLogin && login != null ? login : refusal.advice());
        return (password == null ? text : text.replace(password, "***")) + advice;
    }

    private static boolean isAnswer(Throwable root) {
        return root instanceof JedisDataException || root instanceof JedisClusterException;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
