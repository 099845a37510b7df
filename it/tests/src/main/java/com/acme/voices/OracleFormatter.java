package com.acme.voices;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes records of java.util.logging as the other frameworks' patterns do; it knows no context. */
public final class OracleFormatter extends Formatter {

    @Override
    public String format(LogRecord event) {
        return level(event) + "|" + event.getLoggerName() + "|||" + formatMessage(event) + "\n";
    }

    private static String level(LogRecord event) {
        return switch (event.getLevel().getName()) {
            case "SEVERE" -> "ERROR";
            case "WARNING" -> "WARN";
            case "FINE" -> "DEBUG";
            case "FINEST" -> "TRACE";
            default -> event.getLevel().getName();
        };
    }
}
