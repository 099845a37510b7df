package com.acme.logs;

import com.acme.Life;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AppenderControl;
import org.apache.logging.log4j.core.config.AppenderControlArraySet;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * Logs from two threads without a pause, while its configuration is read anew as often as its first argument says:
 * by Log4j itself, which watches the file, with "watched" as the second argument, else by a call. Prints how many lines
 * each thread has logged, and how many appenders of the agent a line could meet after each time.
 */
public final class Reloads {
    private static final LoggerContext CONTEXT = LoggerContext.getContext(false);
    private static volatile boolean stopped;

    private Reloads() {}

    public static void main(String[] args) throws Exception {
        List<Load> loads = List.of(new Load("com.acme.load"), new Load("audit.load"));
        loads.forEach(Thread::start);
        int times = Integer.parseInt(args[0]);
        boolean watched = args.length > 1 && args[1].equals("watched");
        Logger probe = LogManager.getLogger("audit.probe");
        List<Integer> meetings = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            if (watched) {
                touch(Path.of("log4j2-watched.xml"));
            } else {
                CONTEXT.reconfigure();
            }
            probe.info("reconfiguration {}", i);
            meetings.add(meetings(CONTEXT.getConfiguration()));
        }
        stopped = true;
        for (Load each : loads) {
            each.join();
            System.out.println(each.getName() + "=" + each.lines);
        }
        System.out.println("meetings=" + meetings.stream().distinct().toList());
        Life.untilInputEnds();
    }

    /** Changes the file, and waits until Log4j has seen it. */
    private static void touch(Path file) throws Exception {
        Configuration before = CONTEXT.getConfiguration();
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.contains("level=\"info\"")
                        ? text.replace("level=\"info\"", "level=\"trace\"")
                        : text.replace("level=\"trace\"", "level=\"info\""));
        while (CONTEXT.getConfiguration() == before) {
            // Log4j looks at the file when its interval is over.
            Thread.sleep(20);
        }
    }

    /** How many appenders of the agent a line of the audit logger meets on its way up. */
    private static int meetings(Configuration configuration) throws ReflectiveOperationException {
        int meetings = 0;
        LoggerConfig each = configuration.getLoggerConfig("audit.probe");
        while (each != null) {
            for (AppenderControl appender : appenders(each).get()) {
                meetings += appender.getAppenderName().equals("AsyncZ") ? 1 : 0;
            }
            each = each.isAdditive() ? each.getParent() : null;
        }
        return meetings;
    }

    /** What a logger really has: the agent's is not among those that it shows. */
    private static AppenderControlArraySet appenders(LoggerConfig logger) throws ReflectiveOperationException {
        Field appenders = LoggerConfig.class.getDeclaredField("appenders");
        appenders.setAccessible(true);
        return (AppenderControlArraySet) appenders.get(logger);
    }

    private static final class Load extends Thread {
        private final Logger log;
        private int lines;

        Load(String name) {
            super(name);
            log = LogManager.getLogger(name);
        }

        @Override
        public void run() {
            while (!stopped) {
                log.info("line {}", lines++);
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
