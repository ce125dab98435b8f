package dev.rill.http.frames.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the header blocks of a connection's one direction (RFC 7541) and keeps no more of each than the bound,
 * however much it decodes to. One thread at a time; every block of the connection has to come by, in order.
 */
public final class HeaderDecoder {
    private static final int MAX_INTEGER = 1 << 24;
    private static final int BROKEN = -1;

    private final HeaderTable table = new HeaderTable();
    private final int maxListBytes;
    private byte[] block;
    private int at;

    /** @param maxListBytes of the decoded fields, each with 32 more (RFC 9113, section 6.5.2) */
    public HeaderDecoder(int maxListBytes) {
        this.maxListBytes = maxListBytes;
    }

    public HeaderBlock decode(byte[] encoded) {
        block = encoded;
        at = 0;
        List<HeaderField> kept = new ArrayList<>();
        long listBytes = 0;
        boolean anyField = false;
        while (at < block.length) {
            int first = block[at] & 0xff;
            if ((first & 0xe0) == 0x20) {
                int limit = integer(5);
                if (anyField || limit == BROKEN || !table.resize(limit)) {
                    return new HeaderBlock.Corrupt();
                }
                continue;
            }
            Optional<HeaderField> field = field(first);
            if (field.isEmpty()) {
                return new HeaderBlock.Corrupt();
            }
            anyField = true;
            listBytes += field.get().size();
            if (listBytes <= maxListBytes) {
                kept.add(field.get());
            }
        }
        block = null;
        return listBytes <= maxListBytes ? new HeaderBlock.Fields(kept) : new HeaderBlock.TooLarge(kept);
    }

    private Optional<HeaderField> field(int first) {
        if (first >= 0x80) {
            return table.get(integer(7));
        }
        boolean added = first >= 0x40;
        int index = integer(added ? 6 : 4);
        String name = index == 0 ? string() : table.get(index).map(HeaderField::name).orElse(null);
        String value = name == null ? null : string();
        if (value == null) {
            return Optional.empty();
        }
        HeaderField field = new HeaderField(name, value);
        if (added) {
            table.add(field);
        }
        return Optional.of(field);
    }

    /** RFC 7541, section 5.1. */
    private int integer(int prefixBits) {
        int most = (1 << prefixBits) - 1;
        int value = block[at++] & most;
        if (value < most) {
            return value;
        }
        for (int shift = 0; at < block.length && shift <= 21; shift += 7) {
            int octet = block[at++] & 0xff;
            value += (octet & 0x7f) << shift;
            if (value > MAX_INTEGER) {
                return BROKEN;
            }
            if (octet < 0x80) {
                return value;
            }
        }
        return BROKEN;
    }

    /** RFC 7541, section 5.2. */
    private String string() {
        if (at >= block.length) {
            return null;
        }
        boolean huffman = block[at] < 0;
        int length = integer(7);
        if (length == BROKEN || length > block.length - at) {
            return null;
        }
        int from = at;
        at += length;
        if (!huffman) {
            return HeaderField.text(block, from, at);
        }
        byte[] octets = Huffman.decode(block, from, at);
        return octets == null ? null : HeaderField.text(octets, 0, octets.length);
    }
}
