package dev.rill.wire.mcp;

import dev.rill.retrieval.DocumentLibrary;
import dev.rill.stream.Cancellation;
import tools.jackson.databind.node.ObjectNode;

/** A tool that looks at the documents. Any thread. */
interface DocumentTool {

    /** As {@code tools/list} has it. */
    ObjectNode description();

    /**
     * @param documents as the caller sees them
     * @throws Arguments.WrongArgumentException  where they are not of the input schema
     * @throws Cancellation.CancelledException when it was cancelled
     */
    ToolResult call(DocumentLibrary documents, Arguments arguments, Cancellation cancellation);
}
