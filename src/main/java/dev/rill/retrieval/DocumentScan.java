package dev.rill.retrieval;

import java.util.Map;
import java.util.Set;

/**
 * What a scan found.
 *
 * @param files   by path, in path order
 * @param unknown what could not be looked at this time: a document, a folder and all below it, which ends in
 *                {@code /}, or everything, which is empty
 */
record DocumentScan(Map<String, DocumentFile> files, Set<String> unknown) {

    /** Whether the document may still be there although it was not found. */
    boolean mayStillHold(String path) {
        return unknown.stream().anyMatch(path::startsWith);
    }
}
