package dev.rill.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param messages the whole conversation, the question and the passages included, for a language model
 * @param tool     the tool that is offered, where one is
 * @param question the question alone, for an answerer that reads passages and not prompts
 * @param excerpts the ranked passages, for the same
 */
public record ModelRequest(List<ModelMessage> messages, Optional<Tool> tool, String question, List<Excerpt> excerpts) {

    /** @param parametersSchema a JSON Schema of the arguments, as JSON text */
    public record Tool(String name, String description, String parametersSchema) {
    }

    /** @param number the citation's number */
    public record Excerpt(int number, String path, String title, String text) {
        /** Without the text. */
        @Override
        public String toString() {
            return "Excerpt[number=" + number + ", path=" + path + "]";
        }
    }

    /** Without the question. */
    @Override
    public String toString() {
        return "ModelRequest[messages=" + messages + ", tool=" + tool + ", excerpts=" + excerpts + "]";
    }
}
