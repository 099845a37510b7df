package dev.asyncz.agent.diagnostics;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where the agent's own libraries log to: warnings and errors become one line each on standard error, without stack
 * trace; the rest is nothing that a user of the application wants to read. Found by SLF4J through META-INF/services,
 * in the agent's class loader only.
 */
public final class LibraryLogging implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        // The pool tells of each connection that a server in trouble closes; the storage tells of the trouble.
        return name -> name.startsWith("com.zaxxer.hikari.") ? NOPLogger.NOP_LOGGER : new LibraryLogger(name);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }

    private static final class LibraryLogger extends AbstractLogger {
        private static final long serialVersionUID = 1L;

        private final boolean warns;

        LibraryLogger(String name) {
            this.name = name;
            // These warn of what a client sent: nobody from outside may write into the application's standard error.
            // And Jedis warns at each attempt of an outage, of what it throws as well.
            this.warns = !name.startsWith("org.eclipse.jetty.http.")
                    && !name.equals("org.eclipse.jetty.server.Response")
                    && !name.equals("org.eclipse.jetty.util.HostPort")
                    && !name.startsWith("redis.clients.");
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                @Nullable String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            String message = MessageFormatter.basicArrayFormat(pattern, arguments);
            System.err.println("[asyncz] " + name.substring(name.lastIndexOf('.') + 1) + ": "
                    + oneLine(Secrets.maskedByForm(message + (throwable == null ? "" : " (" + throwable + ")"))));
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\p{Cntrl}+\\s*", " ");
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return warns;
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return warns;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return true;
        }
    }
}
