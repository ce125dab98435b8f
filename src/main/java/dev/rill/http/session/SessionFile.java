package dev.rill.http.session;

import dev.rill.storage.ReplacedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sessions in a file, so that people stay signed in over a restart: one a line, replaced as a whole. It holds hashes
 * only, so who reads it cannot sign in with it. One thread at a time.
 */
final class SessionFile {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\S+ \\S+) (\\d{1,12})");
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
        return session.hash() + " " + CredentialText.of(session.credential()) + " "
                + session.expires().getEpochSecond();
    }

    private static Optional<Session> session(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? CredentialText.read(matcher.group(2)).map(credential -> new Session(
                matcher.group(1), credential, Instant.ofEpochSecond(Long.parseLong(matcher.group(3)))))
                : Optional.empty();
    }
}
