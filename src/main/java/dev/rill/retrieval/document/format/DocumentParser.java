package dev.rill.retrieval.document.format;

import dev.rill.retrieval.document.ParsedDocument;
import dev.rill.retrieval.document.UnreadableDocumentException;

/** Reads one type of document. Any thread. */
public sealed interface DocumentParser permits MarkdownParser, TextParser, AsciiDocParser, HtmlParser, LineMarksParser,
        CsvParser, CodeParser, ExtractedParser {

    /** @throws UnreadableDocumentException when the bytes are not such a document */
    ParsedDocument parse(byte[] content) throws UnreadableDocumentException;
}
