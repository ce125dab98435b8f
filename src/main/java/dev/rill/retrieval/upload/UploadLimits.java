package dev.rill.retrieval.upload;

import dev.rill.retrieval.document.format.DocumentType;

/**
 * How much may be uploaded.
 *
 * @param fileBytes of one file
 * @param textBytes of one that holds no pictures
 * @param files     of one user
 * @param userBytes of all files of one user
 */
public record UploadLimits(long fileBytes, long textBytes, int files, long userBytes) {

    /** How large a file of a type may be. */
    long most(DocumentType type) {
        return type.extracted() ? fileBytes : Math.min(fileBytes, textBytes);
    }
}
