package dev.rill.faults;

/** How large rows are: small enough for every build, or, with {@code -Drill.full=true}, as large as is promised. */
public final class Scale {
    private static final boolean FULL = Boolean.getBoolean("rill.full");

    private Scale() {
    }

    public static int of(int inEveryBuild, int full) {
        return FULL ? full : inEveryBuild;
    }
}
