/**
 * Search by meaning: the vectors of passages, made in the background and kept over restarts by what they were made
 * from; and how what they find and what words find becomes one list.
 */
package dev.rill.retrieval.vector;
