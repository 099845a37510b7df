package dev.asyncz.it.matrix;

import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;

/** What logs, and what it is handed on to. */
enum LoggingSetup {
    LOGBACK_1_2("Logback", With.LOGBACK + "1.2.x", "org.slf4j:log4j-over-slf4j:1.7.x", "Slf4j Log4j1"),
    LOGBACK_1_3("Logback", With.LOGBACK + "1.3.x", "", "Slf4j2"),
    LOGBACK_1_5(
            "Logback",
            With.LOGBACK + "1.5.x",
            "net.logstash.logback:logstash-logback-encoder:newest",
            "Slf4j2 Logstash"),
    LOGBACK_WITH_ALL_BRIDGES(
            "Logback",
            With.LOGBACK + "newest",
            With.JUL_TO_SLF4J + " org.apache.logging.log4j:log4j-to-slf4j:newest",
            "Slf4j2 JulTexts Jcl Log4j2 System",
            With.JUL_CONFIGURATION + "jul-to-slf4j.properties"),

    LOG4J2_WITH_ALL_BRIDGES(
            "Log4j 2",
            Libs.LOG4J_LATEST,
            With.LOG4J2 + " org.apache.logging.log4j:log4j-1.2-api:newest org.apache.logging.log4j:log4j-jul:newest",
            "Slf4j2 Jul Log4j2 System Log4j1",
            "java.util.logging.manager=org.apache.logging.log4j.jul.LogManager"),
    ALL_ASYNC_LOG4J2_WITH_BRIDGES(
            "Log4j 2",
            Libs.LOG4J_LATEST,
            With.LOG4J2 + " org.apache.logging.log4j:log4j-jul:newest",
            "Slf4j2 Jul Log4j2",
            With.ALL_ASYNC,
            With.JUL_CONFIGURATION + "jul-to-log4j2.properties"),
    ALL_ASYNC_LOG4J2_BELOW_SLF4J(
            "Log4j 2",
            Libs.LOG4J_LATEST,
            With.LOG4J2 + " " + With.JUL_TO_SLF4J + " org.slf4j:slf4j-jdk-platform-logging:newest",
            "Slf4j2 JulTexts Jcl System",
            With.ALL_ASYNC,
            With.JUL_CONFIGURATION + "jul-to-slf4j.properties"),

    JUL(
            "java.util.logging",
            "",
            "",
            "manager=com.acme.attach.CustomLogManager JulTexts System",
            With.JUL_CONFIGURATION + "jul-oracle.properties"),
    JULI(
            "Tomcat JULI",
            "org.apache.tomcat:tomcat-juli:newest",
            "",
            "JulTexts System",
            "java.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
            With.JUL_CONFIGURATION + "juli-oracle.properties"),
    OLDEST_JBOSS(
            "JBoss LogManager",
            "org.jboss.logmanager:jboss-logmanager:2.1.x",
            "",
            "Jboss Jul System",
            "java.util.logging.manager=org.jboss.logmanager.LogManager",
            "logging.configuration=file:" + Libs.PROGRAMS + "/jboss-oracle.properties"),
    OLDER_JBOSS(
            "JBoss LogManager",
            "org.jboss.logmanager:jboss-logmanager:3.1.x",
            "",
            "Jboss Jul System",
            "java.util.logging.manager=org.jboss.logmanager.LogManager",
            "logging.configuration=file:" + Libs.PROGRAMS + "/jboss-oracle.properties"),
    JBOSS(
            "JBoss LogManager",
            "org.jboss.logmanager:jboss-logmanager:newest",
            "",
            "Jboss Jul System",
            "java.util.logging.manager=org.jboss.logmanager.LogManager",
            "logging.configuration=file:" + Libs.PROGRAMS + "/jboss-oracle.properties"),

    LOG4J1("Log4j 1", "log4j:log4j:newest", "", "Log4j1"),
    RELOAD4J("reload4j", "ch.qos.reload4j:reload4j:newest", "org.slf4j:slf4j-reload4j:newest", "Log4j1 Slf4j");

    final String framework;
    final String version;
    final String[] voices;
    final boolean showsContext;
    private final String libs;
    private final String[] properties;

    /**
     * @param library the framework's own, or nothing where it is the JDK's
     * @param voices how is logged: what {@code com.acme.voices} has for each
     */
    LoggingSetup(String framework, String library, String others, String voices, String... properties) {
        this.framework = framework;
        this.version = Rows.version(library);
        this.libs = (library + " " + others).strip();
        this.voices = voices.split(" ");
        this.properties = properties;
        // java.util.logging has no context that a file could show.
        this.showsContext = !framework.equals("java.util.logging") && !framework.equals("Tomcat JULI");
    }

    Launch launch(Jdk jdk) {
        Launch launch = Launch.on(jdk)
                .main("com.acme.voices.Scenario", voices)
                .property("logback.configurationFile", "logback-oracle.xml")
                .property("log4j2.configurationFile", "log4j2-both.xml")
                .property("log4j.configuration", "log4j1-oracle.xml");
        for (String each : properties) {
            launch.jvm("-D" + each);
        }
        return libs.isEmpty() ? launch : launch.libs(libs);
    }

    boolean manages() {
        return voices[0].startsWith("manager=");
    }

    /** As a row of the README. */
    String row() {
        return framework + " " + version;
    }

    private static final class With {
        static final String LOGBACK = "ch.qos.logback:logback-classic:";
        static final String LOG4J2 = Libs.SLF4J_TO_LOG4J + " " + Libs.DISRUPTOR;
        static final String JUL_TO_SLF4J = "org.slf4j:jul-to-slf4j:newest org.slf4j:jcl-over-slf4j:newest";
        static final String JUL_CONFIGURATION = "java.util.logging.config.file=" + Libs.PROGRAMS + "/";
        static final String ALL_ASYNC =
                "log4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";
    }
}
