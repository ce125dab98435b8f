package dev.rill.threads.embedded;

/** Knows how long it is, so that each growth costs no more than what it adds. One thread. */
final class GrowingText {
    private final StringBuilder chars = new StringBuilder();
    private int codePoints;

    /** @param kept how many code points of what it has stay before this */
    void grow(int kept, String more) {
        if (kept < codePoints) {
            codePoints = Math.min(kept, chars.codePointCount(0, chars.length()));
            chars.setLength(chars.offsetByCodePoints(0, codePoints));
        }
        chars.append(more);
        codePoints += more.codePointCount(0, more.length());
    }

    String text() {
        return chars.toString();
    }
}
