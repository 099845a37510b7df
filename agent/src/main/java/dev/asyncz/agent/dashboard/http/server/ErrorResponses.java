package dev.asyncz.agent.dashboard.http.server;

import dev.asyncz.agent.dashboard.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, and what nobody expected: a status and its name, never a cause. */
final class ErrorResponses extends ErrorHandler {
    /** How Jetty says that the host is absent or odd; the response is then the same as the guard's. */
    private static final Set<String> HOST = Set.of("No Host", "Blank Host", "Bad Host", "Deprecated User Info");

    private static final String BAD_REQUEST = "The request cannot be understood.";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean host = HOST.contains(String.valueOf(request.getAttribute(ERROR_MESSAGE)));
        int status = host ? 421 : response.getStatus();
        String sentence = status < 500 ? BAD_REQUEST : "The dashboard failed at this.";
        new JettyExchange(request, response, callback).send(HttpResponse.text(status, sentence));
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.add(JettyExchange.SECURITY);
        fields.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        return ByteBuffer.wrap(HttpResponse.text(status, BAD_REQUEST).body());
    }
}
