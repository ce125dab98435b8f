package dev.rill.fuzz;

/** Where Jazzer enters: it makes inputs that reach new branches for the target that {@code fuzz.target} names. */
public final class LongRun {
    private static final FuzzTarget TARGET = target();

    private LongRun() {
    }

    /** Called by Jazzer first; loading the class has made the target, which may take longer than an input may. */
    public static void fuzzerInitialize() {
        // nothing is left to do
    }

    /** Called by Jazzer for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        TARGET.check(input);
    }

    private static FuzzTarget target() {
        try {
            return Class.forName(System.getProperty("fuzz.target")).asSubclass(FuzzTarget.class).getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("-Dfuzz.target has to name a target", e);
        }
    }
}
