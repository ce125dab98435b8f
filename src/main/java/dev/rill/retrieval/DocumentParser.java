package dev.rill.retrieval;

/** Reads one type of document. Any thread. */
sealed interface DocumentParser permits MarkdownParser, TextParser, HtmlParser {

    /** @throws UnreadableDocumentException when the bytes are not such a document */
    ParsedDocument parse(byte[] content) throws UnreadableDocumentException;
}
