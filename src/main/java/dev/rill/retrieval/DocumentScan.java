package dev.rill.retrieval;

import java.util.Map;
import java.util.Set;

/**
 * What a scan found.
 *
 * @param files   by path, in path order
 * @param unknown folders that could not be looked at this time, each ending in {@code /}, or empty for the root:
 *                nothing can be said about what is below them
 */
record DocumentScan(Map<String, DocumentFile> files, Set<String> unknown) {

    /** Whether the document may still be there although it was not found. */
    boolean mayStillHold(String path) {
        return unknown.stream().anyMatch(path::startsWith);
    }
}
