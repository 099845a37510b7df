package dev.asyncz.agent.storage.postgres.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connection that keeps how the server does what it is asked, with the very values. */
public final class Explained {
    private final Map<String, String> plans = new LinkedHashMap<>();

    /** By the statements. */
    public Map<String, String> plans() {
        return plans;
    }

    public Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Explained.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("prepareStatement")) {
                        return invoke(() -> method.invoke(connection, arguments));
                    }
                    String sql = (String) arguments[0];
                    return statement(
                            sql, connection.prepareStatement(sql), connection.prepareStatement("explain " + sql));
                });
    }

    private PreparedStatement statement(String sql, PreparedStatement real, PreparedStatement explain) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Explained.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("set") || method.getName().equals("close")) {
                        invoke(() -> method.invoke(explain, arguments));
                    } else if (method.getName().equals("executeQuery")) {
                        plans.put(sql, plan(explain));
                    }
                    return invoke(() -> method.invoke(real, arguments));
                });
    }

    private static String plan(PreparedStatement explain) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private interface Call {
        Object make() throws ReflectiveOperationException;
    }

    private static Object invoke(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
