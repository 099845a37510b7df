package dev.asyncz.bootstrap;

/**
 * Reads the events of one logging framework: what a bridge is. Called on the thread that logs; whatever it throws costs
 * that line alone. Stateless.
 */
public interface LineReader {

    /** Stands for a bridge that could not be had. */
    LineReader NONE = new LineReader() {
        @Override
        public String text(Object event) {
            return "";
        }

        @Override
        public void capture(Object event) {}
    };

    /**
     * Called before any appender of the application sees the event: puts the run into it, where nothing else does, or
     * makes its text, where that would be made twice.
     */
    default void bind(Object event) {}

    /**
     * Whether the application's own appenders are given the event, as far as the framework asks them that late.
     *
     * @param logger the logger that was called
     * @param reached whether the appenders were reached, where the framework has a place to see it; else false
     * @param passedOn whether one of them hands its lines on to another framework, which did not take this one
     */
    default boolean isShown(Object logger, Object event, boolean reached, boolean passedOn) {
        return !passedOn;
    }

    /** The message as the appenders write it. */
    String text(Object event);

    /** Makes a captured line of the event. */
    void capture(Object event);
}
