package dev.rill.http.openid;

/** Ends a sign-in that goes no further; caught where it began. */
final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final SignInFault fault;

    /** @param why for the log */
    Failed(SignInFault fault, String why) {
        super(why, null, false, false);
        this.fault = fault;
    }

    SignInFault fault() {
        return fault;
    }
}
