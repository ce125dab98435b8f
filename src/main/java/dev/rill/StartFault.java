package dev.rill;

import dev.rill.config.RillConfig;
import java.net.BindException;

/** Makes a sentence for the operator of what kept Rill from starting. */
final class StartFault {

    private StartFault() {
    }

    static StartException of(Throwable thrown, RillConfig config) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new StartException("Port " + config.server().port() + " on " + config.server().host()
                        + " cannot be listened on: " + cause.getMessage() + ". PORT and HOST choose another.", thrown);
            }
        }
        // what nobody foresaw has no sentence of its own: its kind says more
        boolean foreseen = thrown instanceof Exception && thrown.getMessage() != null;
        return new StartException("Rill cannot start: " + (foreseen ? thrown.getMessage() : thrown), thrown);
    }
}
