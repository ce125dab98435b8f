package dev.rill.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The file of {@code RILL_AUTH_KEYS}. */
public final class KeyFile {
    private KeyFile() {
    }

    /** @param lines user, key and perhaps role, with spaces between them */
    public static Path write(Path folder, String... lines) throws IOException {
        StringBuilder file = new StringBuilder();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            file.append(parts[0]).append(' ').append(sha256(parts[1])).append(parts.length > 2 ? " " + parts[2] : "")
                    .append('\n');
        }
        return Files.writeString(folder.resolve("keys"), file);
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
