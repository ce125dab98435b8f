package dev.rill.http.frames.header;

import dev.rill.http.message.MessageFault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the header fields of a request are. */
public sealed interface FieldSection {

    /**
     * @param fields  what the server beneath is given: pseudo-headers first, {@code :authority} for {@code host}
     * @param refusal how it is answered without being looked at
     */
    record Taken(List<HeaderField> fields, OptionalLong contentLength, Optional<MessageFault> refusal)
            implements FieldSection { }

    /** RFC 9113, section 8.1.1: a stream error. */
    record Malformed(String why) implements FieldSection { }
}
