package dev.rill.http.frames.header;

import java.util.Optional;

/** The static and the dynamic table of one direction of a connection (RFC 7541, section 2.3). One thread at a time. */
public final class HeaderTable {
    /** What is agreed on where nobody says SETTINGS_HEADER_TABLE_SIZE. */
    public static final int MAX_BYTES = 4096;
    private static final int MAX_ENTRIES = MAX_BYTES / new HeaderField("", "").size();

    /** RFC 7541, appendix A, in its order. */
    private static final HeaderField[] STATIC = """
            :authority
            :method=GET
            :method=POST
            :path=/
            :path=/index.html
            :scheme=http
            :scheme=https
            :status=200
            :status=204
            :status=206
            :status=304
            :status=400
            :status=404
            :status=500
            accept-charset
            accept-encoding=gzip, deflate
            accept-language
            accept-ranges
            accept
            access-control-allow-origin
            age
            allow
            authorization
            cache-control
            content-disposition
            content-encoding
            content-language
            content-length
            content-location
            content-range
            content-type
            cookie
            date
            etag
            expect
            expires
            from
            host
            if-match
            if-modified-since
            if-none-match
            if-range
            if-unmodified-since
            last-modified
            link
            location
            max-forwards
            proxy-authenticate
            proxy-authorization
            range
            referer
            refresh
            retry-after
            server
            set-cookie
            strict-transport-security
            transfer-encoding
            user-agent
            vary
            via
            www-authenticate
            """.lines().map(HeaderTable::field).toArray(HeaderField[]::new);

    private final HeaderField[] ring = new HeaderField[MAX_ENTRIES];
    private int newest;
    private int entries;
    private int bytes;
    private int limit = MAX_BYTES;

    private static HeaderField field(String line) {
        int split = line.indexOf('=');
        return split < 0 ? new HeaderField(line, "") : new HeaderField(line.substring(0, split),
                line.substring(split + 1));
    }

    /** @param index from 1; the static table comes first */
    Optional<HeaderField> get(int index) {
        if (index < 1 || index > STATIC.length + entries) {
            return Optional.empty();
        }
        if (index <= STATIC.length) {
            return Optional.of(STATIC[index - 1]);
        }
        return Optional.of(ring[Math.floorMod(newest - (index - STATIC.length - 1), MAX_ENTRIES)]);
    }

    /** A field that is larger than the table empties it (RFC 7541, section 4.4). */
    void add(HeaderField field) {
        evictTo(limit - field.size());
        if (field.size() <= limit) {
            newest = (newest + 1) % MAX_ENTRIES;
            ring[newest] = field;
            entries++;
            bytes += field.size();
        }
    }

    /** @return whether the other side may set it to that */
    boolean resize(int limit) {
        if (limit > MAX_BYTES) {
            return false;
        }
        this.limit = limit;
        evictTo(limit);
        return true;
    }

    private void evictTo(int most) {
        while (entries > 0 && bytes > most) {
            int oldest = Math.floorMod(newest - entries + 1, MAX_ENTRIES);
            bytes -= ring[oldest].size();
            ring[oldest] = null;
            entries--;
        }
    }
}
