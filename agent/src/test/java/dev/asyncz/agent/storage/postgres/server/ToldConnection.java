package dev.asyncz.agent.storage.postgres.server;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;

/** A connection that keeps what the server says beside its answers. */
public final class ToldConnection {
    private ToldConnection() {}

    public static Connection of(Connection connection, List<String> told) {
        return telling(Connection.class, connection, told);
    }

    private static <T> T telling(Class<T> type, T same, List<String> told) {
        return type.cast(Proxy.newProxyInstance(
                ToldConnection.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(same, arguments);
                    if (same instanceof Statement statement && !statement.isClosed()) {
                        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                            told.add(each.getMessage());
                        }
                    }
                    return answer instanceof Statement inner ? telling(Statement.class, inner, told) : answer;
                }));
    }
}
