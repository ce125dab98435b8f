package dev.rill.chat.prompt;

import dev.rill.model.ModelMessage;
import dev.rill.model.ModelRequest;
import dev.rill.retrieval.UnreadFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a model which files no passage can come from, so that it takes what was read for no more than that. Stateless.
 */
public final class UnreadNote {
    private static final String NOTE = """


            Not every file of the folder could be read. Not read: %s. Where the passages do not hold the answer, never say \
            that the documents do not hold it: say that what could be read does not, and which files were not read.""";

    private UnreadNote() {
    }

    /** The request with a note at the end of its instructions, or as it is where every file was read. */
    public static ModelRequest on(ModelRequest request, UnreadFiles unread) {
        if (!unread.any()) {
            return request;
        }
        String words = unread.words();
        List<ModelMessage> messages = new ArrayList<>(request.messages());
        if (messages.getFirst() instanceof ModelMessage.System(String instructions)) {
            messages.set(0, new ModelMessage.System(instructions + NOTE.formatted(words)));
        }
        return request.without(messages, words);
    }
}
