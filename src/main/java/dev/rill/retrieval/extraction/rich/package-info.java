/** Text out of Rich Text Format. */
package dev.rill.retrieval.extraction.rich;
