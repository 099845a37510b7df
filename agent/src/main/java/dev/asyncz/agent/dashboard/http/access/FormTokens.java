package dev.asyncz.agent.dashboard.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those forms pass that this process has given to the same browser: each holds a token made of the browser's
 * cookie, which no other page can read, and of a key that ends with the process. Any thread.
 */
public final class FormTokens {
    /** The field of the form. */
    public static final String FIELD = "form_token";

    private static final int BYTES = 24;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(bytes(), ALGORITHM);
    private final String cookieName;

    /** @param port the real one: browsers share cookies between ports */
    FormTokens(int port) {
        cookieName = "asyncz-form-" + port;
    }

    /**
     * What a page with a form needs.
     *
     * @param token for the field {@link #FIELD}
     * @param cookie the value of a Set-Cookie header; null where the browser has its cookie already
     */
    public record Pass(String token, @Nullable String cookie) {
        /** Gives the browser its cookie together with a page. */
        public HttpResponse with(HttpResponse page) {
            return cookie == null ? page : page.with("Set-Cookie", cookie);
        }
    }

    public Pass pass(HttpRequest request) {
        String known = request.credentials().cookie(cookieName);
        if (known != null && known.length() == 2 * BYTES) {
            return new Pass(token(known), null);
        }
        String fresh = HexFormat.of().formatHex(bytes());
        return new Pass(
                token(fresh),
                cookieName + "=" + fresh + "; Path=" + request.context().base() + "/; HttpOnly; SameSite=Strict");
    }

    /** Whether the form that is sent was given to this browser. */
    boolean fits(HttpRequest request) {
        String cookie = request.credentials().cookie(cookieName);
        String sent = QueryParameters.lenient(request.body().get()).get(FIELD);
        return cookie != null
                && sent != null
                && MessageDigest.isEqual(token(cookie).getBytes(UTF_8), sent.getBytes(UTF_8));
    }

    private String token(String cookie) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(cookie.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
