/** Text out of files that are no text themselves, taken in a process of its own. */
package dev.rill.retrieval.extraction;
