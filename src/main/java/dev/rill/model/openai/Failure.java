package dev.rill.model.openai;

import dev.rill.model.ModelFault;
import dev.rill.model.ModelFault.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * How one attempt failed. Immutable.
 *
 * @param again whether another attempt may succeed
 * @param pause before it, where that is known
 */
record Failure(ModelFault fault, boolean again, Optional<Duration> pause) {

    static Failure last(Kind kind, String message) {
        return new Failure(new ModelFault(kind, message, Optional.empty()), false, Optional.empty());
    }

    static Failure again(Kind kind, String message) {
        return new Failure(new ModelFault(kind, message, Optional.empty()), true, Optional.empty());
    }

    /** With another attempt that is not the same. */
    Failure atOnceAgain() {
        return new Failure(fault, true, Optional.of(Duration.ZERO));
    }

    /** With what the server asked for. */
    Failure after(Optional<Duration> asked) {
        return new Failure(new ModelFault(fault.kind(), fault.message(), asked), again, asked);
    }
}
