package com.acme.page;

import java.util.Scanner;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;

/** Logs what is meant to harm whoever reads it, in every field that an application has; and again when told to. */
public final class Hostile {
    private static final String[] TEXTS = {
        "<script>window.harmed=1;alert(1)</script>",
        "<img src=x onerror=\"window.harmed=1;alert(2)\">",
        "\"><svg onload=\"window.harmed=1;alert(3)\">",
        "' onmouseover='window.harmed=1;alert(4)",
        "javascript:window.harmed=1;alert(5)",
        "</pre></td></table><iframe src=\"javascript:parent.harmed=1\"></iframe>",
        "{{=<% %>=}}<% {{{message}}} %>",
        "<a href=\"javascript:window.harmed=1\" hx-get=\"/harm\" hx-trigger=\"load\">click</a>",
        "<div hx-on:load=\"window.harmed=1\" hx-trigger=\"load\" hx-get=\"/\"></div>",
        "<!--",
        "-->",
        "<style>*{display:none}</style>",
        "<base href=\"http://127.0.0.1:1/\">",
        "\u001b[31mred\u001b[0m \u001b]8;;javascript:alert(6)\u0007link\u001b]8;;\u0007",
        "\u202Egnp.exe\u202C right to left",
        "NUL \0 and \u0007 bell",
        "lone \uD800 surrogate",
        "emoji \uD83D\uDC69\u200D\uD83D\uDCBB",
    };

    private Hostile() {}

    public static void main(String[] args) {
        harm();
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                lines.nextLine();
                harm();
            }
        }
        System.exit(0);
    }

    private static void harm() {
        for (String text : TEXTS) {
            Logger log = LogManager.getLogger(text.replace(".", ""));
            ThreadContext.put(text, text);
            ThreadContext.put("task_id", text);
            ThreadContext.push(text);
            Thread.currentThread().setName(text);
            Thread.currentThread().interrupt();
            log.error(MarkerManager.getMarker(text), "hostile " + text, new IllegalStateException(text));
            if (!Thread.interrupted()) {
                throw new IllegalStateException("logging has swallowed an interrupt");
            }
            ThreadContext.clearAll();
        }
        Thread.currentThread().setName("main");
        LogManager.getLogger("long").info("x".repeat(1 << 20));
        LogManager.getLogger("wide").info("wide " + "w".repeat(3_000));
        LogManager.getLogger("last").info("the last line");
    }
}
