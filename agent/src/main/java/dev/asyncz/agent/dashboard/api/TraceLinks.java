package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import java.util.regex.Pattern;

/** Leads from the id of a trace to where it can be looked at: a program for traces, or its lines in the log. Any thread. */
public final class TraceLinks {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final String PLACE = "{trace_id}";

    private final String url;

    /** @param url an address with {@code {trace_id}} in it; empty for none */
    public TraceLinks(String url) {
        this.url = url;
    }

    /** @param id of the trace; what is none is only searched for */
    public HttpResponse page(HttpRequest request, String id) {
        if (id.indexOf('"') >= 0) {
            throw new BadParameter("the id of a trace has no quotes in it");
        }
        return url.contains(PLACE) && ID.matcher(id).matches()
                ? HttpResponse.redirect(url.replace(PLACE, id))
                : request.redirect(Addresses.lines("q", "trace_id:\"" + id + '"'));
    }
}
