package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheFactory;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the templates, each compiled once, when it is first needed. Everything is escaped. Any thread. */
public final class Templates {
    private static final String FOLDER = "/dashboard/templates/";
    private static final MustacheFactory FACTORY = new DefaultMustacheFactory(Templates::open);

    private Templates() {}

    /** @param view asked first for what a template names; then {@code here} is */
    static Answer answer(int status, String template, Here here, Object view) {
        return Answer.html(status, text(template, here, view));
    }

    public static String text(String template, Here here, Object view) {
        Mustache compiled = FACTORY.compile(template + ".mustache");
        StringWriter html = new StringWriter(16_384);
        compiled.execute(html, List.of(here, view));
        return html.toString();
    }

    private static @Nullable Reader open(String name) {
        InputStream in = Templates.class.getResourceAsStream(FOLDER + name);
        return in == null ? null : new InputStreamReader(in, UTF_8);
    }
}
