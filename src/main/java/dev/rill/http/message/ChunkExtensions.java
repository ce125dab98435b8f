package dev.rill.http.message;

/** The extensions of a chunk (RFC 9112, 7.1.1): nobody needs them, and what is none could hide something else. */
final class ChunkExtensions {
    private final byte[] bytes;
    private final int to;
    private int at;

    private ChunkExtensions(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** Whether that is {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )}. */
    static boolean valid(byte[] bytes, int from, int to) {
        ChunkExtensions extensions = new ChunkExtensions(bytes, from, to);
        while (extensions.at < to) {
            if (!extensions.one()) {
                return false;
            }
        }
        return true;
    }

    private boolean one() {
        blanks();
        if (!taken(';')) {
            return false;
        }
        blanks();
        if (!token()) {
            return false;
        }
        int afterName = at;
        blanks();
        if (!taken('=')) {
            at = afterName; // the blanks belong to the next one
            return true;
        }
        blanks();
        return taken('"') ? quoted() : token();
    }

    private boolean quoted() {
        while (at < to) {
            byte b = bytes[at++];
            if (b == '"') {
                return true;
            }
            if (b == '\\' && at < to) {
                b = bytes[at++];
            }
            if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return false;
    }

    private boolean token() {
        int from = at;
        while (at < to && Octets.token(bytes[at])) {
            at++;
        }
        return at > from;
    }

    private boolean taken(char c) {
        if (at < to && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < to && Octets.blank(bytes[at])) {
            at++;
        }
    }
}
