package dev.rill.http.session;

import dev.rill.http.openid.Identity;
import dev.rill.storage.ReplacedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sessions in a file, so that people stay signed in over a restart: one a line, replaced as a whole. It holds hashes
 * only, so who reads it cannot sign in with it. One thread at a time.
 */
final class SessionFile {
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) (?:key ([0-9a-f]{64})|(token|provider) ([A-Za-z0-9_.-]+)) (\\d{1,12})");
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    SessionFile(Path file) {
        this.file = file;
    }

    /** Lines that are none are passed over. */
    List<Session> read() throws IOException {
        List<Session> sessions = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                session(line).ifPresent(sessions::add);
            }
        }
        return sessions;
    }

    /** After a failure the file is as it was. */
    void write(Collection<Session> sessions) throws IOException {
        StringBuilder lines = new StringBuilder();
        sessions.forEach(session -> lines.append(line(session)).append('\n'));
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        ReplacedFile.write(file, lines.toString().getBytes(StandardCharsets.US_ASCII),
                posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
    }

    private static String line(Session session) {
        String credential = switch (session.credential()) {
            case Credential.Key key -> "key " + key.hash();
            case Credential.Token token -> "token " + names(Stream.of(token.user()), token.groups());
            case Credential.Provider(Identity who) -> "provider "
                    + names(Stream.of(who.issuer(), who.user(), who.name().orElse("")), who.groups());
        };
        return session.hash() + " " + credential + " " + session.expires().getEpochSecond();
    }

    private static String names(Stream<String> first, Set<String> groups) {
        return Stream.concat(first, groups.stream().sorted()).map(SessionFile::encoded)
                .collect(Collectors.joining("."));
    }

    /** The user's id, and the names of their groups. */
    private static Credential.Token token(List<String> names) {
        return new Credential.Token(names.getFirst(), Set.copyOf(names.subList(1, names.size())));
    }

    /** Who says so, the user's id, their name, and the names of their groups. */
    private static Credential.Provider provider(List<String> names) {
        return new Credential.Provider(new Identity(names.get(0), names.get(1),
                Optional.of(names.get(2)).filter(name -> !name.isEmpty()), Set.copyOf(names.subList(3, names.size()))));
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String name) {
        return new String(Base64.getUrlDecoder().decode(name), StandardCharsets.UTF_8);
    }

    private static Credential credential(Matcher matcher) {
        if (matcher.group(2) != null) {
            return new Credential.Key(matcher.group(2));
        }
        List<String> names = Stream.of(matcher.group(4).split("\\.", -1)).map(SessionFile::decoded).toList();
        return matcher.group(3).equals("token") ? token(names) : provider(names);
    }

    private static Optional<Session> session(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Session(matcher.group(1), credential(matcher),
                    Instant.ofEpochSecond(Long.parseLong(matcher.group(5)))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
