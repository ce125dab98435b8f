package dev.rill.retrieval.upload;

import java.security.SecureRandom;

/** Names an upload among all, and is not to be guessed. Stateless. */
final class UploadId {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 16;

    private UploadId() {
    }

    static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
