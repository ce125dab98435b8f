package dev.rill.retrieval.document.passage;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.PlainWords;
import dev.rill.retrieval.document.TextLines;
import java.util.List;

/**
 * What a reader sees of a piece of a document: of code every character, of prose no marks. One document, one thread.
 */
final class PassageWords {
    private final ParsedDocument document;
    private final TextLines lines;
    private final List<Block> code;

    PassageWords(ParsedDocument document, TextLines lines) {
        this.document = document;
        this.lines = lines;
        this.code = document.blocks().stream().filter(block -> block.kind() == Kind.CODE).toList();
    }

    /** @param end offset after the last character */
    String of(int start, int end) {
        if (!document.marked()) {
            return document.text().substring(start, end);
        }
        StringBuilder words = new StringBuilder();
        int at = start;
        for (Block block : code) {
            int from = Math.max(at, lines.start(block.fromLine()));
            int to = Math.min(end, lines.end(block.toLine()));
            if (from < to) {
                words.append(PlainWords.ofPassage(document.text().substring(at, from)));
                words.append(document.text(), from, to);
                at = to;
            }
        }
        return words.append(PlainWords.ofPassage(document.text().substring(at, end))).toString();
    }
}
