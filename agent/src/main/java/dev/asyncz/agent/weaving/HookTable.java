package dev.asyncz.agent.weaving;

import dev.asyncz.bootstrap.naming.Libraries;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * A table of libraries: exact class name → library → weaving. Rows are data, as each JVM has them all and few have more
 * than one or two of the libraries: what weaves a library is loaded when the first of its classes comes.
 */
public abstract class HookTable {
    private final List<Hook> hooks = new ArrayList<>();
    private String packages = "";

    /**
     * Adds a library.
     *
     * @param product what a user calls it
     * @param classes the binary names of its classes, exactly, with blanks between; the first one is at work where the
     *     library is
     * @param packages the beginnings of the names of all its classes, and what is to be known of them
     * @see Libraries
     */
    protected final void library(String product, String classes, String packages) {
        add(product, classes);
        this.packages += packages + " ";
    }

    /**
     * Adds classes whose packages are known without them, as those of the JDK are.
     *
     * @param product what a user calls it; empty for mere plumbing
     */
    protected final void add(String product, String classes) {
        String shown = product;
        for (StringTokenizer each = new StringTokenizer(classes); each.hasMoreTokens(); ) {
            hooks.add(new Row(each.nextToken(), shown, classes));
            shown = "";
        }
    }

    /** What {@link Libraries#add} takes. */
    public final String packages() {
        return packages;
    }

    /** One for each class. */
    public final List<Hook> hooks() {
        return hooks;
    }

    /**
     * Says what to weave into a class, by the library's own code and nobody else's.
     *
     * @param classes of the library, as it was added
     * @param type the one that comes
     * @throws dev.asyncz.agent.weaving.inline.MissingMember when this version of the library lacks what is needed
     * @see Hook#weave
     */
    protected abstract void weave(String classes, String type, Weaving on);

    private final class Row extends Hook {
        private final String classes;

        Row(String type, String product, String classes) {
            super(type, product);
            this.classes = classes;
        }

        @Override
        protected void weave(Weaving on) {
            HookTable.this.weave(classes, type(), on);
        }
    }
}
