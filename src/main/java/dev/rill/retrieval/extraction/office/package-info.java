/** Text out of ZIP archives of XML: Office Open XML, OpenDocument, EPUB. */
package dev.rill.retrieval.extraction.office;
