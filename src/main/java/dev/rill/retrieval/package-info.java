/**
 * Finds passages: the document folder is walked, its documents are split along their headings and kept in a Lucene
 * index, which is searched by words and, where an {@link dev.rill.retrieval.Embedder} is configured, by vectors.
 */
package dev.rill.retrieval;

