/** Text out of PDF files, with PDFBox. */
package dev.rill.retrieval.extraction.pdf;
