package dev.asyncz.agent.dashboard.http;

import org.jspecify.annotations.Nullable;

/** Takes a body bit by bit: the next bit after {@link WriteListener} was told of the one before. Never waits. */
public interface ResponseStream {
    /** Hands over bytes, which must not change afterwards. */
    void write(byte[] bytes, WriteListener listener);

    /** The body is whole. */
    void end();

    /** Ends the connection in the middle, so that whoever reads it knows that something is missing. */
    void abort(Throwable why);

    /** Runs work on one of the threads that answer, when it is its turn. */
    void execute(Runnable work);

    /** Hears what became of the bytes; on any thread, perhaps before {@link #write} returns. */
    interface WriteListener {
        /** @param failure why they could not be sent; null when they were */
        void written(@Nullable Throwable failure);
    }
}
