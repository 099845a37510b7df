package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.reader.ReaderWishes.Parameter;
import java.util.List;

/** Lines as {@code lines/rows.mustache} puts them below each other. */
public interface LineTable {
    /** The first one at the top. */
    List<RowView> rows();

    /** Whether the page has a form of filters, which the buttons in a row send; else one is made for them. */
    boolean hasForm();

    /** What the column of times is called. */
    String timeColumn();

    /** The id of the list: a page may have several. */
    default String list() {
        return "rows";
    }

    /** The id of the form that the buttons in a row send. */
    default String formName() {
        return "filters";
    }

    /** What the form has beside what a button adds; none where the page has a form of its own. */
    default List<Parameter> kept() {
        return List.of();
    }

    /** The date of the first row, which stands above it; empty where there are no rows. */
    default String firstDay() {
        return rows().isEmpty() ? "" : rows().get(0).day();
    }
}
