package dev.asyncz.agent.dashboard.http.server;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.Router;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.http.access.Guard;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Guard, then routes. */
final class DashboardHandler extends Handler.Abstract {
    private final Guard guard;
    private final Router router;
    private final String version;
    private final Templates templates;

    DashboardHandler(Guard guard, Router router, String version, Templates templates) {
        this.guard = guard;
        this.router = router;
        this.version = version;
        this.templates = templates;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyExchange exchange = new JettyExchange(request, response, callback);
        HttpRequest asked = exchange.read(version, templates);
        Optional<HttpResponse> refusal = guard.refusal(asked);
        exchange.send(refusal.orElseGet(() -> router.handle(asked)));
        return true;
    }
}
