package dev.rill.http.frames.header;

import java.util.List;

/** What a header block decodes to. */
public sealed interface HeaderBlock {

    record Fields(List<HeaderField> fields) implements HeaderBlock { }

    /** More than the bound; the tables have followed to its end. */
    record TooLarge(List<HeaderField> first) implements HeaderBlock { }

    /** The tables of both sides are no longer the same: the connection cannot go on (RFC 9113, section 4.3). */
    record Corrupt() implements HeaderBlock { }
}
