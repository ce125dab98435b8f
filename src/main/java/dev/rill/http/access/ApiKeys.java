package dev.rill.http.access;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users by their keys, of which only hashes are kept: a file with {@code user sha256-of-key-in-hex [admin or metrics]
 * [group:NAME …]} a line, {@code #} before a remark. The file is read again when it has changed and is no longer being
 * written; a faulty one is reported and the keys before it stay. Any thread.
 */
public final class ApiKeys {
    private static final System.Logger LOG = System.getLogger(ApiKeys.class.getName());
    private static final Pattern LINE =
            Pattern.compile("(\\S{1,100})\\s+([0-9a-fA-F]{64})(?:\\s+(admin|metrics))?((?:\\s+group:\\S{1,200})*)");
    private static final String GROUP = "group:";
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private record Key(byte[] hash, User user) {
    }

    private record Version(FileTime modified, long bytes) {

        /** Half a file is as good a list of keys as a whole one: whoever writes it has to be done. */
        boolean settled(Version before, Instant now) {
            return equals(before) || modified.toInstant().isBefore(now.minusNanos(LOOK_EVERY_NANOS));
        }
    }

    private final Path file;
    private final LongSupplier nanoClock;
    private final InstantSource clock;
    private volatile List<Key> keys;
    private volatile long lookedNanos;
    private Version version;
    /** At the last look. */
    private Version seen;

    /** @throws IllegalStateException in plain words when the file cannot be read or a line is wrong */
    public ApiKeys(Path file) {
        this(file, System::nanoTime, InstantSource.system());
    }

    ApiKeys(Path file, LongSupplier nanoClock, InstantSource clock) {
        this.file = file;
        this.nanoClock = nanoClock;
        this.clock = clock;
        try {
            this.version = version();
            this.keys = read();
        } catch (IOException e) {
            throw new IllegalStateException("The key file " + file + " cannot be read", e);
        }
        this.lookedNanos = nanoClock.getAsLong();
    }

    /**
     * All hashes are compared, whichever is the right one.
     *
     * @param ofKey as {@link #hash} gives it
     */
    Optional<User> user(String ofKey) {
        reread();
        byte[] hash = HexFormat.of().parseHex(ofKey);
        User found = null;
        for (Key known : keys) {
            if (MessageDigest.isEqual(known.hash(), hash)) {
                found = known.user();
            }
        }
        return Optional.ofNullable(found);
    }

    private void reread() {
        if (nanoClock.getAsLong() - lookedNanos < LOOK_EVERY_NANOS) {
            return;
        }
        synchronized (this) {
            if (nanoClock.getAsLong() - lookedNanos < LOOK_EVERY_NANOS) {
                return;
            }
            try {
                Version now = version();
                boolean settled = now.settled(seen, clock.instant());
                seen = now;
                if (!now.equals(version) && settled) {
                    version = now;
                    keys = read();
                    LOG.log(Level.INFO, "The key file has changed; it holds {0} keys", Integer.toString(keys.size()));
                }
            } catch (IOException | IllegalStateException e) {
                LOG.log(Level.ERROR, "The key file is faulty, the keys before it stay: {0}", e.getMessage());
            }
            lookedNanos = nanoClock.getAsLong();
        }
    }

    private Version version() throws IOException {
        return new Version(Files.getLastModifiedTime(file), Files.size(file));
    }

    private List<Key> read() throws IOException {
        List<Key> read = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = (number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalStateException("Line " + number + " of the key file " + file
                        + " is not: user, SHA-256 of the key in hex, and perhaps admin or metrics, and group:NAME"
                        + " for each group");
            }
            User.Role role = switch (matcher.group(3)) {
                case null -> User.Role.USER;
                case "admin" -> User.Role.ADMIN;
                default -> User.Role.METRICS;
            };
            read.add(new Key(HexFormat.of().parseHex(matcher.group(2)), new User(matcher.group(1), role,
                    groups(matcher.group(4)))));
        }
        return List.copyOf(read);
    }

    private static Set<String> groups(String words) {
        return Stream.of(words.split("\\s+")).filter(word -> !word.isEmpty())
                .map(word -> word.substring(GROUP.length())).collect(Collectors.toSet());
    }

    /** SHA-256, in hexadecimal. */
    static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
