package dev.rill.bench.client;

/** Streams in which each token is on a line that begins like those of the others, and the end on one of its own. */
final class LineCheck implements StreamCheck {
    private static final String NEVER = "\n";

    private final byte[] token;
    private final byte[] noToken;
    private final byte[] end;
    private final Seen atEnd;
    private boolean ended;
    private String fault = "";

    LineCheck(String token, String end) {
        this(token, NEVER, end, Seen.END);
    }

    /** Of streams that show the whole at their end. @param end how the line begins that has it */
    static LineCheck whole(String end) {
        return new LineCheck(NEVER, NEVER, end, Seen.ALL_TOKENS_AND_END);
    }

    /** @param noToken how a line begins that begins like a token and is none */
    LineCheck(String token, String noToken, String end) {
        this(token, noToken, end, Seen.END);
    }

    private LineCheck(String token, String noToken, String end, Seen atEnd) {
        this.atEnd = atEnd;
        this.token = RillCheck.ascii(token);
        this.noToken = RillCheck.ascii(noToken);
        this.end = RillCheck.ascii(end);
    }

    @Override
    public void begin() {
        ended = false;
        fault = "";
    }

    @Override
    public Seen line(byte[] line, int length) {
        if (RillCheck.startsWith(line, length, end)) {
            ended = true;
            return atEnd;
        }
        if (!RillCheck.startsWith(line, length, token) || RillCheck.startsWith(line, length, noToken)) {
            return Seen.NOTHING;
        }
        fault = ended ? "a token after the end" : fault;
        return Seen.TOKEN;
    }

    @Override
    public String fault(boolean atEnd) {
        return fault.isEmpty() && atEnd && !ended ? "no end" : fault;
    }
}
