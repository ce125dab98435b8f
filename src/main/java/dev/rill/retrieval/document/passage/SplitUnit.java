package dev.rill.retrieval.document.passage;

/**
 * The smallest part of a document that a chunk holds whole: a sentence, a line, an item, or all of a code block or
 * table that fits.
 *
 * @param start offset in the document's text
 * @param end   offset after its last character
 * @param block tells whether two pieces come from the same block
 * @param whole a code block or table, or a part of one that did not fit
 * @param head  of the table that it is a row of, where the table did not fit; else empty
 */
record SplitUnit(int start, int end, int block, boolean whole, String head) {

    int length() {
        return end - start;
    }

    /** This one and what stands between it and the next, with the next. */
    SplitUnit with(SplitUnit next) {
        return new SplitUnit(start, next.end, next.block, next.whole, head);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "SplitUnit[start=" + start + ", end=" + end + ", block=" + block + ", whole=" + whole + "]";
    }
}
