package dev.asyncz.agent;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.delivery.Outbox.Delivery;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.config.NodeName;
import dev.asyncz.agent.diagnostics.Diagnostics;
import java.io.PrintStream;

/** Sends an alert that says it is a test to the configured receivers, from a process of its own. */
public final class TrialAlert {
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private TrialAlert() {}

    /**
     * Sends it once to each receiver, and prints what they answer.
     *
     * @param arguments the options, as the agent's argument has them
     * @return the exit code: 0 when all have taken it
     */
    public static int run(String arguments, PrintStream out, PrintStream err) {
        Config config = Config.read(arguments, System.getProperties(), System.getenv());
        Diagnostics diagnostics = new Diagnostics(config.secrets());
        config.warnings().forEach(diagnostics::warn);
        if (config.text("alerts.url").isEmpty()) {
            err.println("There is nobody to tell: name a receiver, such as --alerts.url=https://….");
            return MISUSED;
        }
        int code = 0;
        for (Delivery each : Alerting.trial(config, new NodeName(config).get(), diagnostics::say)) {
            out.println(each.receiver() + ": " + (each.isTaken() ? "taken" : "not taken") + " (" + each.answer() + ")");
            code = each.isTaken() ? code : REFUSED;
        }
        return code;
    }
}
