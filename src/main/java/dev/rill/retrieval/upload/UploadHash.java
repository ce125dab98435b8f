package dev.rill.retrieval.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By which the content of an upload is known: SHA-256, in hexadecimal. Stateless. */
final class UploadHash {

    private UploadHash() {
    }

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(MessageDigest whole) {
        return HexFormat.of().formatHex(whole.digest());
    }
}
