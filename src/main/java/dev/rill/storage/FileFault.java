package dev.rill.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.zip.ZipException;

/**
 * Why a file system refuses something, in words for people: what comes behind "it cannot be read". It names no place,
 * which may be nobody's business. Stateless; any thread.
 */
public final class FileFault {

    private FileFault() {
    }

    /** Begins with a blank or a colon, or is empty where nothing more is known. */
    public static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> " by this user";
            case NoSuchFileException _ -> ": it is not there";
            case FileAlreadyExistsException _ -> ": there is a file of that name";
            case NotDirectoryException _ -> ": it is no folder";
            case FileSystemLoopException _ -> ": it leads back to itself";
            case FileSystemException of -> of.getReason() == null ? "" : ": " + of.getReason();
            case ZipException _ -> ": it is not compressed as it should be";
            default -> failure.getMessage() == null ? "" : ": " + failure.getMessage();
        };
    }
}
