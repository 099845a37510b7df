package dev.asyncz.agent.storage.postgres.driver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and who logs in. No record: nothing prints what it holds. Whatever may be a secret, user and
 * parameters of the URL included, is handed to the driver apart from the URL.
 */
public final class PostgresAddress {
    private static final Pattern URL = Pattern.compile("(?:jdbc:)?postgres(?:ql)?:"
            + "(?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[\\w.,:\\[\\]-]*)(?:/|(?=\\?|$)))?"
            + "(?<database>[^/?@&=]*)(?:\\?(?<parameters>.*))?");

    private static final Pattern PORT = Pattern.compile(":(\\d+)(?=,|$)");

    private final String url;
    private final String shown;
    private final Properties properties;

    private PostgresAddress(String url, String shown, Properties properties) {
        this.url = url;
        this.shown = shown;
        this.properties = properties;
    }

    /**
     * Reads what the options say.
     *
     * @param url as JDBC writes it, or with user and password as libpq does
     * @param user overrides what the URL says, unless it is empty
     * @param password likewise
     * @param application what the server shows in {@code pg_stat_activity}
     * @throws IllegalArgumentException when it is no address; the message does not repeat it, for a secret in it
     */
    public static PostgresAddress of(String url, String user, String password, String application) {
        Matcher parts = URL.matcher(url.strip());
        if (!parts.matches() || !hasPorts(parts.group("hosts"))) {
            throw new IllegalArgumentException("storage.url is no address of a PostgreSQL database: write it as"
                    + " jdbc:postgresql://host:5432/database");
        }
        String hosts =
                parts.group("hosts") == null || parts.group("hosts").isEmpty() ? "localhost" : parts.group("hosts");
        String place = hosts + "/" + parts.group("database");
        Properties properties = defaults(application);
        addParameters(properties, parts.group("parameters"));
        set(properties, "user", decoded(parts.group("user")));
        set(properties, "password", decoded(parts.group("password")));
        set(properties, "user", user);
        set(properties, "password", password);
        return new PostgresAddress("jdbc:postgresql://" + place, place, properties);
    }

    public String url() {
        return url;
    }

    /** Everything that the driver has to know beside the URL, secrets included. A copy. */
    public Properties properties() {
        return (Properties) properties.clone();
    }

    /** Hosts and database, for messages. */
    @Override
    public String toString() {
        return shown;
    }

    /** Whether every port is one: the driver tells of others through java.util.logging. */
    private static boolean hasPorts(@Nullable String hosts) {
        return hosts == null
                || PORT.matcher(hosts)
                        .results()
                        .map(found -> found.group(1))
                        .allMatch(port ->
                                port.length() <= 5 && Integer.parseInt(port) > 0 && Integer.parseInt(port) < 1 << 16);
    }

    private static Properties defaults(String application) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", application);
        // In seconds. A half-open connection is given up; the server gives up a statement before that.
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "8");
        properties.setProperty("tcpKeepAlive", "true");
        // 0 is for ever: without it the driver asks DriverManager, whose timeout is the application's.
        properties.setProperty("loginTimeout", "0");
        // Each statement is planned with its values, which partial and trigram indexes need; and poolers do not follow
        // what is
        // prepared.
        properties.setProperty("prepareThreshold", "0");
        // The name goes with the start of the connection, instead of a SET that would stay behind in a pooler.
        properties.setProperty("assumeMinServerVersion", "9.0");
        return properties;
    }

    private static void addParameters(Properties properties, @Nullable String parameters) {
        if (parameters == null) {
            return;
        }
        for (String each : parameters.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                set(properties, each.substring(0, equals), decoded(each.substring(equals + 1)));
            }
        }
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    private static @Nullable String decoded(@Nullable String text) {
        try {
            return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
