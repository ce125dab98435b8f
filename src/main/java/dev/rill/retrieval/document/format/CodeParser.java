package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.ParsedDocument.Block;
import dev.rill.retrieval.document.ParsedDocument.Kind;
import dev.rill.retrieval.document.TextLines;
import dev.rill.retrieval.document.UnreadableDocumentException;
import dev.rill.retrieval.document.decoding.TextDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines that stand as they are, such as those of a program, of its configuration, of data or of a log. */
final class CodeParser implements DocumentParser {

    @Override
    public ParsedDocument parse(byte[] content) throws UnreadableDocumentException {
        String text = TextDecoder.decode(content, Optional.empty());
        TextLines lines = new TextLines(text);
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int line = 1; line <= lines.count() + 1; line++) {
            if (line > lines.count() || lines.blank(line)) {
                if (from > 0) {
                    blocks.add(Block.of(Kind.CODE, from, line - 1));
                }
                from = 0;
            } else if (from == 0) {
                from = line;
            }
        }
        return ParsedDocument.seen(Optional.empty(), text, blocks);
    }
}
