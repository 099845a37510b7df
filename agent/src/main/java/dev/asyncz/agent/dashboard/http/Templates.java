package dev.asyncz.agent.dashboard.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.ObjectHandler;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the templates, each compiled once, when it is first needed. Everything is escaped. Any thread. */
public final class Templates {
    private static final String FOLDER = "/dashboard/templates/";

    private final DefaultMustacheFactory factory = new DefaultMustacheFactory(Templates::open);

    /** What a view does not have is empty. */
    public Templates() {
        this(new ViewMembers());
    }

    /** @param members finds what the templates name in the views */
    Templates(ObjectHandler members) {
        factory.setObjectHandler(members);
    }

    /**
     * Of a page, or of a part of one.
     *
     * @param template its path below the folder of templates, without the ending
     * @param view asked first for what a template names; then {@code context} is
     */
    public String text(String template, PageContext context, Object view) {
        Mustache compiled = factory.compile(template + ".mustache");
        StringWriter html = new StringWriter(16_384);
        compiled.execute(html, List.of(context, view));
        return html.toString();
    }

    /** @param name begins with a slash where another template includes it by its path */
    private static @Nullable Reader open(String name) {
        InputStream in = Templates.class.getResourceAsStream(FOLDER + name.substring(name.startsWith("/") ? 1 : 0));
        return in == null ? null : new InputStreamReader(in, UTF_8);
    }
}
