package dev.rill.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param messages the whole conversation, the question and the passages included, for a language model
 * @param tool     the tool that the model knows of, where there is one
 * @param question the question alone, for an answerer that reads passages and not prompts
 * @param excerpts the ranked passages, for the same
 * @param notRead  which files the passages cannot come from, for the same; empty where all were read
 */
public record ModelRequest(List<ModelMessage> messages, Optional<Tool> tool, String question, List<Excerpt> excerpts,
                           String notRead) {

    /** Where it does not matter to an answerer what was not read. */
    public ModelRequest(List<ModelMessage> messages, Optional<Tool> tool, String question, List<Excerpt> excerpts) {
        this(messages, tool, question, excerpts, "");
    }

    /**
     * @param parametersSchema a JSON Schema of the arguments, as JSON text
     * @param choice           whether the model may call it
     */
    public record Tool(String name, String description, String parametersSchema, Choice choice) {

        /** One that may be called. */
        public Tool(String name, String description, String parametersSchema) {
            this(name, description, parametersSchema, Choice.AUTO);
        }

        /** The same, not to be called: servers want it beside messages that hold calls of it. */
        public Tool declined() {
            return new Tool(name, description, parametersSchema, Choice.NONE);
        }

        /** The same, of which the server is not told. */
        public Tool unsaid() {
            return new Tool(name, description, parametersSchema, Choice.UNSAID);
        }
    }

    /** What {@code tool_choice} is in OpenAI's API. */
    public enum Choice {
        AUTO, NONE,
        /** The server is not told of the tool; a call that the model writes as text all the same is none of the answer. */
        UNSAID
    }

    /** The tool that the server is told of. */
    public Optional<Tool> offered() {
        return tool.filter(known -> known.choice() != Choice.UNSAID);
    }

    /** The same for a server that is not to be told whether the tool may be called. */
    public ModelRequest withoutToolChoice() {
        return new ModelRequest(messages, tool.map(known -> switch (known.choice()) {
            case NONE -> new Tool(known.name(), known.description(), known.parametersSchema());
            case AUTO, UNSAID -> known;
        }), question, excerpts, notRead);
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
