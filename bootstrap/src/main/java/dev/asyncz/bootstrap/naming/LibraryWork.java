package dev.asyncz.bootstrap.naming;

/**
 * Libraries that do housekeeping of their own on threads that they make when they are needed first, which may be in a
 * run: drivers, pools of connections, clients. What they hand to those threads is nobody's work. Frameworks that have
 * the application's work done are not among them.
 */
public final class LibraryWork {
    private static final String[] HOUSEKEEPERS = {
        "com.zaxxer.hikari.",
        "com.mchange.v2.",
        "org.apache.commons.dbcp",
        "org.apache.commons.pool",
        "org.apache.tomcat.jdbc.",
        "io.agroal.",
        "org.postgresql.",
        "com.mysql.",
        "org.mariadb.",
        "oracle.jdbc.",
        "oracle.net.",
        "com.microsoft.sqlserver.",
        "org.h2.",
        "org.hsqldb.",
        "com.mongodb.",
        "redis.clients.",
        "io.netty.",
        "okhttp3.internal.concurrent.",
        "okhttp3.ConnectionPool",
        "okhttp3.internal.connection.RealConnectionPool",
        "okio.",
        "org.apache.http.impl.",
        "org.apache.hc.client5.http.impl.",
        "org.apache.hc.core5.",
        "jdk.internal.net.http.",
    };

    private static final ClassValue<Boolean> OWNED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return WorkClass.startsWithAny(type.getName(), HOUSEKEEPERS);
        }
    };

    private LibraryWork() {}

    /** Whether work, or what makes an executor's threads, is such a library's own. */
    public static boolean owns(Object workOrFactory) {
        return OWNED.get(workOrFactory.getClass());
    }
}
