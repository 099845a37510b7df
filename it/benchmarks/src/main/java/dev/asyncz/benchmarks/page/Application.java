package dev.asyncz.benchmarks.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link LogsSteadily} in a JVM of its own, with the agent. Whoever closes it ends it. */
final class Application implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

    private final Process process;
    private final PrintStream input;
    private final URI page;

    private Application(Process process, URI page) {
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, UTF_8);
        this.page = page;
    }

    String page() {
        return page.toString();
    }

    /** @param linesASecond from now on */
    void rate(int linesASecond) {
        input.println(linesASecond);
    }

    /** Asks for the page as browsers do, on a connection of its own: how many bytes came. */
    long get() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
            String request = "GET " + page.getPath() + " HTTP/1.1\r\nHost: localhost:" + page.getPort()
                    + "\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return socket.getInputStream().readAllBytes().length;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        input.close();
    }

    /** How it is started. */
    record Form(String java, String classPath, String agent) {
        Application start() throws IOException {
            Process process = new ProcessBuilder(
                            java,
                            "-javaagent:" + agent + "=port=0",
                            "-Dlog4j2.configurationFile=null-appender.xml",
                            "-cp",
                            classPath,
                            LogsSteadily.class.getName())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            URI root = null;
            boolean ready = false;
            while (root == null || !ready) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("the application ended before it was ready");
                }
                Matcher address = ADDRESS.matcher(line);
                root = root == null && address.find() ? URI.create(address.group()) : root;
                ready |= line.equals("ready");
            }
            return new Application(process, URI.create("http://localhost:" + root.getPort() + "/dashboard/logs/"));
        }
    }
}
