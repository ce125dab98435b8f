/** Text out of notebooks. */
package dev.rill.retrieval.extraction.notebook;
