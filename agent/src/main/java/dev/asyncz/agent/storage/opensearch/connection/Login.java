package dev.asyncz.agent.storage.opensearch.connection;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.StorageUnavailable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How an agent shows who it is, and whom it trusts. No record: nothing prints what it holds. */
public final class Login {
    /** Sends nothing, and trusts whom the JVM trusts. */
    public static final Login NONE = new Login(null, null);

    final @Nullable String authorization;
    final @Nullable SSLContext trusting;

    private Login(@Nullable String authorization, @Nullable SSLContext trusting) {
        this.authorization = authorization;
        this.trusting = trusting;
    }

    /**
     * What the options say: an API key before a bearer token before user and password.
     *
     * @throws StorageUnavailable when the trust store cannot be read now
     * @throws IllegalArgumentException when a secret cannot be sent, without it
     */
    public static Login of(Config config, ClusterAddress address) {
        String key = header(config, "storage.opensearch.apikey");
        String bearer = header(config, "storage.opensearch.bearer");
        String authorization = null;
        if (!key.isEmpty()) {
            authorization = "ApiKey " + key;
        } else if (!bearer.isEmpty()) {
            authorization = "Bearer " + bearer;
        } else if (address.user() != null) {
            String both = address.user() + ":" + (address.password() == null ? "" : address.password());
            authorization = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        }
        String store = config.text("storage.opensearch.truststore");
        SSLContext trusting = store.isEmpty()
                ? null
                : trusting(
                        store,
                        config.secret("storage.opensearch.truststore.password").orElse(""));
        return new Login(authorization, trusting);
    }

    /** A client that is given another character quotes the whole header in what it throws. */
    private static String header(Config config, String option) {
        String value = config.secret(option).orElse("");
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        option + " has a character that it cannot have: expected letters, digits and signs of ASCII");
            }
        }
        return value;
    }

    private static SSLContext trusting(String file, String password) {
        try {
            KeyStore trusted = KeyStore.getInstance(new File(file), password.isEmpty() ? null : password.toCharArray());
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StorageUnavailable(
                    "the trust store " + file + " of storage.opensearch.truststore cannot be read: " + e.getMessage()
                            + "; it has to be a PKCS12 or JKS file, its password in"
                            + " storage.opensearch.truststore.password",
                    e);
        }
    }
}
