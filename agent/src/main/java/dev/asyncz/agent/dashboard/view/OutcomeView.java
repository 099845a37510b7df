package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.tasks.RunFacts.Outcome;

/** An outcome: never told by its colour alone. */
public record OutcomeView(String key, String sign, String word) {
    public static OutcomeView of(Outcome outcome) {
        return switch (outcome) {
            case RUNNING -> new OutcomeView("running", "▸", "running");
            case OK -> new OutcomeView("ok", "✓", "OK");
            case ERRORS -> new OutcomeView("errors", "!", "OK with errors");
            case FAILED -> new OutcomeView("failed", "×", "failed");
            case CUT_SHORT -> new OutcomeView("cut", "–", "cut short");
        };
    }
}
