package dev.asyncz.agent.dashboard.http;

import org.jspecify.annotations.Nullable;

/** Takes a body bit by bit: the next bit after {@link Taken} was told of the one before. Never waits. */
public interface Sink {
    /** Hands over bytes, which must not change afterwards. */
    void write(byte[] bytes, Taken taken);

    /** The body is whole. */
    void end();

    /** Ends the connection in the middle, so that whoever reads it knows that something is missing. */
    void cut(Throwable why);

    /** Runs work on one of the threads that answer, when it is its turn. */
    void later(Runnable work);

    /** Hears what became of the bytes; on any thread, perhaps before {@link #write} returns. */
    interface Taken {
        /** @param failure why they could not be sent; null when they were */
        void told(@Nullable Throwable failure);
    }
}
