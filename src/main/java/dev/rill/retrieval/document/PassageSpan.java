package dev.rill.retrieval.document;

import java.util.List;

/**
 * A piece of a document on its way into the index.
 *
 * @param headings the headings that its first words stand under, outermost first, the title left out
 * @param within   all the headings that stand in it
 * @param start    offset in the document's text
 * @param end      offset after its last character
 * @param fromLine counted from 1
 * @param toLine   inclusive
 */
public record PassageSpan(List<String> headings, List<String> within, int start, int end, int fromLine, int toLine) {
}
