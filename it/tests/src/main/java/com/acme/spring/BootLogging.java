package com.acme.spring;

import com.acme.Life;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs before and after Spring Boot configures Log4j in its own way, and sets a level in its own way. */
public final class BootLogging {
    private static final String BOOT = "org.springframework.boot.";
    private static final Logger LOG = LogManager.getLogger(BootLogging.class);

    private BootLogging() {}

    public static void main(String[] args) throws Exception {
        LOG.info("before Boot");
        // By name: the programs are compiled against another version of Spring.
        Class.forName(BOOT + "SpringApplication")
                .getMethod("run", Class.class, String[].class)
                .invoke(null, BootLogging.class, args);
        LOG.info("configured by Boot");
        LOG.trace("not shown");
        setLevel("TRACE");
        LOG.trace("at trace by Boot");
        setLevel("WARN");
        LOG.info("not shown either");
        LOG.warn("the last line");
        Life.untilInputEnds();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum known by name only.
    private static void setLevel(String level) throws ReflectiveOperationException {
        Class<?> system = Class.forName(BOOT + "logging.LoggingSystem");
        Class levels = Class.forName(BOOT + "logging.LogLevel");
        Object logging = system.getMethod("get", ClassLoader.class).invoke(null, BootLogging.class.getClassLoader());
        system.getMethod("setLogLevel", String.class, levels)
                .invoke(logging, BootLogging.class.getName(), Enum.valueOf(levels, level));
    }
}
