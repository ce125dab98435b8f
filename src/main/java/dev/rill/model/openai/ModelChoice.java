package dev.rill.model.openai;

import dev.rill.model.ModelFault;
import java.util.List;

/** Which model a server is asked for. Immutable. */
public sealed interface ModelChoice {

    /** The one that is configured, or the only one that the server has. */
    record Chosen(String model) implements ModelChoice {
    }

    /** None is configured and the server has several, or none. */
    record Undecided(List<String> models) implements ModelChoice {
    }

    /** None is configured and the server does not tell what it has. */
    record Unknown(ModelFault fault) implements ModelChoice {
    }
}
