package dev.rill;

import dev.rill.http.ListenAddress;

/** Makes a sentence for the operator of what kept Rill from starting. */
final class StartFault {

    private StartFault() {
    }

    static StartException of(Throwable thrown) {
        if (thrown instanceof ListenAddress.NotToBeHadException address) {
            return new StartException(address.getMessage(), thrown);
        }
        // what nobody foresaw has no sentence of its own: its kind says more
        boolean foreseen = thrown instanceof Exception && thrown.getMessage() != null;
        return new StartException("Rill cannot start: " + (foreseen ? thrown.getMessage() : thrown), thrown);
    }
}
