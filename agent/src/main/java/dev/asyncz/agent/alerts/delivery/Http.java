package dev.asyncz.agent.alerts.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send one message. Any thread.
 *
 * @param connectMillis how long a receiver has to take the connection
 * @param answerMillis how long it may say nothing
 */
record Http(int connectMillis, int answerMillis) {
    static final Http PATIENT = new Http(5_000, 10_000);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** Never throws for anything that the receiver or the network does. */
    DeliveryResult post(URI address, Message message) {
        try {
            return answer(sent(address, message));
        } catch (SocketTimeoutException e) {
            return DeliveryResult.failed("no answer within " + answerMillis / 1e3 + " s");
        } catch (UnknownHostException e) {
            return DeliveryResult.failed("its host is unknown");
        } catch (SSLException e) {
            return DeliveryResult.failed("its certificate or TLS is refused: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            return DeliveryResult.failed(
                    String.valueOf(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private HttpURLConnection sent(URI address, Message message) throws IOException {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(connectMillis);
        connection.setReadTimeout(answerMillis);
        // Another host would get what is meant for this one.
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("User-Agent", "asyncz-agent");
        connection.setRequestProperty("Content-Type", message.type());
        connection.setRequestProperty("Idempotency-Key", message.id());
        // One that is kept would be kept by a thread of the JDK's.
        connection.setRequestProperty("Connection", "close");
        connection.setDoOutput(true);
        // The JDK repeats a POST by itself otherwise, and the receiver would get it twice.
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return connection;
    }

    private static DeliveryResult answer(HttpURLConnection connection) throws IOException {
        try {
            int status = connection.getResponseCode();
            String reason = connection.getResponseMessage();
            String words = status + (reason == null || reason.isEmpty() ? "" : " " + reason);
            boolean isTaken = status / 100 == 2;
            boolean isLater = status == 408 || status == 425 || status == 429 || status >= 500;
            if (status / 100 == 3) {
                words += ": it sends elsewhere, which is not followed; set the address that it names";
            }
            drain(connection);
            return new DeliveryResult(
                    isTaken, !isTaken && !isLater, pause(connection.getHeaderField("Retry-After")), words);
        } finally {
            connection.disconnect();
        }
    }

    private static void drain(HttpURLConnection connection) throws IOException {
        InputStream in = connection.getErrorStream();
        if (in == null && connection.getResponseCode() / 100 == 2) {
            in = connection.getInputStream();
        }
        if (in != null) {
            in.readNBytes(4_096);
            in.close();
        }
    }

    /** Seconds or a date, as RFC 9110 has it; zero where it is neither. */
    static Duration pause(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return Duration.ZERO;
        }
        Duration pause;
        try {
            pause = Duration.ofSeconds(Long.parseLong(retryAfter.trim()));
        } catch (NumberFormatException aDate) {
            try {
                Instant until = ZonedDateTime.parse(retryAfter.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                pause = Duration.between(Instant.now(), until);
            } catch (DateTimeException neither) {
                return Duration.ZERO;
            }
        } catch (ArithmeticException tooLong) {
            return LONGEST_PAUSE;
        }
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
