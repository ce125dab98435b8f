package dev.rill.retrieval.upload;

import java.util.Optional;

/**
 * The paths of uploaded documents: {@code .uploads/ID/NAME}. No document of a folder has such a path, since names that
 * begin with a dot are none there. Stateless.
 */
public final class UploadPath {
    /** What all of them begin with, and no other. */
    public static final String FOLDER = ".uploads";
    private static final String PREFIX = FOLDER + "/";

    private UploadPath() {
    }

    static String of(String id, String name) {
        return PREFIX + id + "/" + name;
    }

    /** Whether it is the path of an uploaded document, also of one that is gone. */
    public static boolean is(String path) {
        return path.startsWith(PREFIX);
    }

    /** The upload's id, where a path has one. */
    public static Optional<String> id(String path) {
        int end = path.indexOf('/', PREFIX.length());
        return is(path) && end > 0 ? Optional.of(path.substring(PREFIX.length(), end)) : Optional.empty();
    }
}
