package dev.asyncz.agent.dashboard.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.StaticFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may be answered at all: first by its Host, which stops DNS rebinding, then by its method,
 * then by its token, and one that changes something by where it comes from. Immutable.
 */
public final class Guard {
    private static final String BEARER = "Bearer ";
    /** How the login form sends it: percent-encoded, as a header takes no more than Latin-1. */
    private static final String FORM = "Form ";

    private static final String TOKEN = "token";

    private final boolean anyHost;
    private final Set<String> hosts = new TreeSet<>();
    private final String cookieName;
    private final byte @Nullable [] token;
    private final byte @Nullable [] metricsToken;
    private final byte @Nullable [] cookieValue;
    private final @Nullable FormTokens forms;
    private final SameOrigin origin;

    /**
     * @param anyHost lets every well-formed Host pass; only where a token guards
     * @param host a further name that the port answers to, without port; blank for none
     * @param port the real port
     */
    public Guard(boolean anyHost, String host, int port, Access access) {
        String token = access.token();
        this.anyHost = anyHost && token != null;
        for (String name : List.of("localhost", "127.0.0.1", "[::1]", bracketed(host))) {
            if (!name.isEmpty()) {
                hosts.add(name.toLowerCase(Locale.ROOT) + ":" + port);
                if (port == 80) {
                    hosts.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        this.cookieName = "asyncz-" + port;
        this.token = bytes(token);
        this.metricsToken = bytes(access.metricsToken());
        this.forms = access.actions() ? new FormTokens(port) : null;
        this.origin = new SameOrigin(access.address());
        // Not the token itself: that may hold any character, and need not lie in the browser's profile.
        this.cookieValue = token == null ? null : hash("asyncz cookie " + token).getBytes(UTF_8);
    }

    /** An IPv6 address as it stands in a URL; everything else unchanged. */
    public static String bracketed(String host) {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return bare ? "[" + host + "]" : host;
    }

    /** The answer to a request that must not reach the pages; empty for one that may. */
    public Optional<HttpResponse> refusal(HttpRequest request) {
        if (!knowsHost(request)) {
            return Optional.of(
                    HttpResponse.text(421, "This address is not served here. Open http://localhost:<port>/."));
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads && (forms == null || !isAction(request))) {
            return Optional.of(
                    request.problem(405, "Only GET and HEAD are answered here.").with("Allow", "GET, HEAD"));
        }
        if (!isFree(request) && !isKnown(request) && !isScraper(request)) {
            return Optional.of(login(request));
        }
        return reads ? Optional.empty() : forgery(request);
    }

    /** Whether the asker may see everything. */
    public boolean isKnown(HttpRequest request) {
        return token == null || bearer(request, token) || hasCookie(request);
    }

    /** What pages with forms need; null where nothing can be changed. */
    public @Nullable FormTokens forms() {
        return forms;
    }

    /** The files of the pages are the same for everybody, and the page that asks for the token needs them. */
    private static boolean isFree(HttpRequest request) {
        return StaticFiles.has(request.path()) || request.path().equals(Addresses.HEALTH);
    }

    private boolean isScraper(HttpRequest request) {
        return request.path().equals(Addresses.METRICS) && metricsToken != null && bearer(request, metricsToken);
    }

    private static boolean isAction(HttpRequest request) {
        return request.method().equals("POST") && request.path().startsWith(Addresses.ACTIONS);
    }

    /** A browser sends cookies along with what another page has made it send; a program's token stands for itself. */
    private Optional<HttpResponse> forgery(HttpRequest request) {
        if (token != null && bearer(request, token)) {
            return Optional.empty();
        }
        if (forms != null && origin.sent(request) && forms.fits(request)) {
            return Optional.empty();
        }
        return Optional.of(request.problem(
                403,
                "Nothing was done: this did not come from a page of this dashboard. Reload the page, and try again."));
    }

    private boolean knowsHost(HttpRequest request) {
        if (request.host().fields().size() != 1) {
            return false;
        }
        String host = request.host().fields().get(0);
        return knows(host)
                && (request.host().authority() == null || knows(request.host().authority()));
    }

    private boolean knows(String host) {
        if (anyHost) {
            return host.matches("[A-Za-z0-9._:\\[\\]-]+");
        }
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean bearer(HttpRequest request, byte[] expected) {
        String authorization = request.credentials().authorization();
        return authorization != null
                && isBearer(authorization)
                && same(expected, authorization.substring(BEARER.length()).strip());
    }

    private static boolean isBearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private boolean hasCookie(HttpRequest request) {
        return !isBearer(request.credentials().authorization())
                && request.credentials().cookies().stream()
                        .anyMatch(cookie -> cookie.name().equals(cookieName) && same(cookieValue, cookie.value()));
    }

    /** Takes the token out of a header or the URL and into a cookie; without the right one, asks for it. */
    private HttpResponse login(HttpRequest request) {
        String sent = request.credentials().authorization();
        if (sent != null
                && sent.startsWith(FORM)
                && isToken(QueryParameters.lenient(TOKEN + "=" + sent.substring(FORM.length())))) {
            return withCookie(request, HttpResponse.text(200, "Welcome."));
        }
        QueryParameters given = QueryParameters.lenient(request.query());
        if (!isToken(given)) {
            return refusal(request, given).with("WWW-Authenticate", "Bearer");
        }
        // A path of "//evil.example" would lead away from here.
        String path = request.path().startsWith("//") ? Addresses.LOGS : request.path();
        return withCookie(request, request.redirect(path + given.without(TOKEN).asQuery()));
    }

    private static HttpResponse refusal(HttpRequest request, QueryParameters given) {
        if (request.isForPrograms()) {
            return request.problem(401, "A token is needed: Authorization: Bearer <token>.");
        }
        return request.html(401, "pages/login", new LoginView(given.get(TOKEN) != null));
    }

    private boolean isToken(QueryParameters given) {
        String offered = given.get(TOKEN);
        return offered != null && same(token, offered);
    }

    private HttpResponse withCookie(HttpRequest request, HttpResponse response) {
        String cookie = cookieName + "=" + new String(Objects.requireNonNull(cookieValue), UTF_8);
        return response.with(
                "Set-Cookie", cookie + "; Path=" + request.context().base() + "/; HttpOnly; SameSite=Strict");
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }

    private static boolean same(byte @Nullable [] expected, String offered) {
        return expected != null && MessageDigest.isEqual(expected, offered.getBytes(UTF_8));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** For the template. */
    record LoginView(boolean wrong) {
        /** Nothing of the application to strangers. */
        @Nullable
        String app() {
            return null;
        }
    }
}
