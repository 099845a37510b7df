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
     */
    public static Login of(Config config, ClusterAddress address) {
        String key = config.secret("storage.opensearch.apikey").orElse("");
        String bearer = config.secret("storage.opensearch.bearer").orElse("");
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
