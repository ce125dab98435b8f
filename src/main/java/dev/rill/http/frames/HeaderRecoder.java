package dev.rill.http.frames;

import dev.rill.http.frames.format.Frame;
import dev.rill.http.frames.header.HeaderBlock;
import dev.rill.http.frames.header.HeaderDecoder;
import dev.rill.http.frames.header.HeaderEncoder;
import dev.rill.http.frames.header.HeaderField;
import io.helidon.common.buffers.BufferData;
import java.util.List;

/**
 * Rewrites the header blocks of answers without the dynamic table: so those of a stream that has ended can be left out,
 * and a client may have a table as small as it likes. The server beneath would use 4096 octets of it, and says no
 * update of its size (RFC 7541, section 4.2). Sees every block of the connection, in order; one thread at a time.
 */
final class HeaderRecoder {
    private static final int NO_BOUND = 1 << 24;
    private static final byte NO_TABLE = 0x20;

    private final HeaderDecoder decoder = new HeaderDecoder(NO_BOUND);
    private boolean updateDue;

    /** The client hears of the table's size with the next block. */
    void smallTable() {
        updateDue = true;
    }

    /** @param frame HEADERS with a whole block, as all answers have; emptied */
    BufferData recoded(BufferData frame) {
        Frame headers = new Frame(OutboundFrames.bytes(frame));
        List<HeaderField> fields = switch (decoder.decode(headers.content())) {
            case HeaderBlock.Fields block -> block.fields();
            case HeaderBlock.TooLarge _, HeaderBlock.Corrupt _ ->
                    throw new IllegalStateException("The server wrote headers that cannot be read");
        };
        byte[] block = HeaderEncoder.encode(fields);
        if (updateDue) {
            byte[] withUpdate = new byte[block.length + 1];
            withUpdate[0] = NO_TABLE;
            System.arraycopy(block, 0, withUpdate, 1, block.length);
            block = withUpdate;
            updateDue = false;
        }
        return BufferData.create(Frame.of(Frame.HEADERS, headers.bytes()[4], headers.stream(), block).bytes());
    }
}
