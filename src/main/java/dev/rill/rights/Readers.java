package dev.rill.rights;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may read a document: whoever has one of the names of each list. Each list stands for a folder above the document,
 * so that no folder can open what one above it closes. Immutable; any thread.
 *
 * @param lists in an order of their own; none where everybody may
 */
public record Readers(List<List<String>> lists) {
    static final String USER = "user:";
    static final String GROUP = "group:";
    static final String THREAD = "thread:";
    /** What those have who ask for something by its path; no name of a thread. */
    static final String ANY_THREAD = "threads";
    /** What those have who look after the server, and nobody can be given by name. */
    static final String ADMIN = "admin";
    private static final Pattern NAME = Pattern.compile("(?:user|group):\\S(?:.{0,198}\\S)?");

    /** Everybody may. */
    public static final Readers EVERYBODY = new Readers(List.of());
    /** Nobody may. */
    public static final Readers NOBODY = new Readers(List.of(List.of()));
    /** Those who look after the server may. */
    public static final Readers ADMINS = new Readers(List.of(List.of(ADMIN)));

    public Readers {
        lists = lists.stream().map(names -> List.copyOf(new TreeSet<>(names))).distinct()
                .sorted((one, other) -> String.join("\n", one).compareTo(String.join("\n", other))).toList();
    }

    /** Whoever has one of the names; nobody where there are none. */
    public static Readers anyOf(Set<String> names) {
        return new Readers(List.of(List.copyOf(names)));
    }

    /**
     * Whoever owns something.
     *
     * @param owner    empty where users are not known
     * @param threadId outside of which it is not found; empty where it is found everywhere
     */
    public static Readers ofOwner(String owner, Optional<String> threadId) {
        List<String> names = List.of(USER + owner);
        return new Readers(threadId.map(id -> List.of(names, List.of(THREAD + id))).orElse(List.of(names)));
    }

    /** The same, in all threads. */
    public Readers inAnyThread() {
        return new Readers(lists.stream().filter(names -> names.stream().noneMatch(name -> name.startsWith(THREAD)))
                .toList());
    }

    /** Whether a name can be somebody's: {@code user:ID} or {@code group:NAME}. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && name.chars().noneMatch(Character::isISOControl);
    }

    /** Whoever both let in. */
    public Readers and(Readers other) {
        return other.lists.isEmpty() ? this : lists.isEmpty() ? other
                : new Readers(Stream.concat(lists.stream(), other.lists.stream()).toList());
    }

    public boolean everybody() {
        return lists.isEmpty();
    }

    public boolean include(Reader reader) {
        return lists.stream().allMatch(names -> names.stream().anyMatch(reader::is));
    }

    /** The same for the same readers, and for others almost never; 0 for everybody. */
    public long key() {
        if (everybody()) {
            return 0;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            for (List<String> names : lists) {
                out.writeInt(names.size());
                for (String name : names) {
                    out.writeUTF(name);
                }
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return ByteBuffer.wrap(hash).getLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
