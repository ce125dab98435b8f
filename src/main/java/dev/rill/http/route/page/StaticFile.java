package dev.rill.http.route.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that everybody gets alike, held in memory, compressed once. Immutable; any thread.
 *
 * @param gzip where that is smaller
 */
record StaticFile(byte[] bytes, Optional<byte[]> gzip, String etag, String contentType) {
    private static final int ETAG_CHARS = 32;

    /** @param name of a resource, known to stay inside the folder that it is to be in */
    static Optional<StaticFile> load(String name) {
        try (InputStream in = StaticFile.class.getResourceAsStream("/" + name)) {
            return in == null ? Optional.empty() : Optional.of(of(name, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StaticFile of(String name, byte[] bytes) throws IOException {
        byte[] gzip = gzip(bytes);
        return new StaticFile(bytes, gzip.length < bytes.length ? Optional.of(gzip) : Optional.empty(), etag(bytes),
                contentType(name));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (OutputStream out = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    /** Weak: the compressed and the plain form share it. */
    private static String etag(byte[] bytes) {
        try {
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return "W/\"" + hash.substring(0, ETAG_CHARS) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "md" -> "text/markdown; charset=utf-8";
            case "txt" -> "text/plain; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "ico" -> "image/x-icon";
            case "png" -> "image/png";
            case "webp" -> "image/webp";
            case "woff2" -> "font/woff2";
            case "json", "map" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            default -> "application/octet-stream";
        };
    }
}
