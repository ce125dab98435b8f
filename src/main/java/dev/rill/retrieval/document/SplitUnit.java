package dev.rill.retrieval.document;

/**
 * The smallest part of a document that a chunk holds whole: a sentence, a line, an item, or all of a code block or
 * table that fits.
 *
 * @param start offset in the document's text
 * @param end   offset after its last character
 * @param block tells whether two pieces come from the same block
 * @param whole a code block or table, or a part of one that did not fit
 */
record SplitUnit(int start, int end, int block, boolean whole) {

    int length() {
        return end - start;
    }
}
