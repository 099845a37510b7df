package dev.asyncz.agent.dashboard.http.port;

/**
 * Where the dashboard may listen: one port, or the first that is free of several.
 *
 * @param first 0 for any free one
 * @param last not below {@code first}
 */
public record Ports(int first, int last) {
    int count() {
        return last - first + 1;
    }

    /** The one after {@code port}; after the last, or any other, the first. */
    int after(int port) {
        return first <= port && port < last ? port + 1 : first;
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
