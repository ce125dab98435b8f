package dev.rill.model;

import dev.rill.words.Nearness;
import dev.rill.words.WordRarity;
import java.util.List;

/**
 * What a model is asked.
 *
 * @param messages the whole conversation, the question and the passages included, for a language model
 * @param tools    what the model knows of
 * @param question the question alone, for an answerer that reads passages and not prompts
 * @param excerpts the ranked passages, for the same
 * @param notRead  which files the passages cannot come from, for the same; empty where all were read
 * @param rarity   how much the words of questions tell passages apart, for the same
 * @param nearness how near sentences are to what is asked, for the same
 */
public record ModelRequest(List<ModelMessage> messages, Tools tools, String question, List<Excerpt> excerpts,
                           String notRead, WordRarity rarity, Nearness nearness) {

    /** Where it does not matter to an answerer what was not read. */
    public ModelRequest(List<ModelMessage> messages, Tools tools, String question, List<Excerpt> excerpts) {
        this(messages, tools, question, excerpts, "", WordRarity.SAME, Nearness.UNKNOWN);
    }

    /** The same, where it is known how rare words are, and how near to the question sentences are. */
    public ModelRequest with(WordRarity words, Nearness sentences) {
        return new ModelRequest(messages, tools, question, excerpts, notRead, words, sentences);
    }

    /** The same for a model that is told which files were not read. */
    public ModelRequest without(List<ModelMessage> told, String unread) {
        return new ModelRequest(told, tools, question, excerpts, unread, rarity, nearness);
    }

    /** @param parametersSchema a JSON Schema of the arguments, as JSON text */
    public record Tool(String name, String description, String parametersSchema) {
    }

    /** @param choice whether the model may call them */
    public record Tools(List<Tool> all, Choice choice) {
        public static final Tools NONE = new Tools(List.of(), Choice.UNSAID);

        /** Tools that may be called. */
        public static Tools of(List<Tool> tools) {
            return new Tools(tools, Choice.AUTO);
        }

        /** The same, not to be called: servers want them beside messages that hold calls of them. */
        public Tools declined() {
            return new Tools(all, Choice.NONE);
        }

        /** The same, of which the server is not told. */
        public Tools unsaid() {
            return new Tools(all, Choice.UNSAID);
        }

        /** Those that the server is told of. */
        public List<Tool> offered() {
            return choice == Choice.UNSAID ? List.of() : all;
        }
    }

    /** What {@code tool_choice} is in OpenAI's API. */
    public enum Choice {
        AUTO, NONE,
        /**
         * The server is not told of the tools; a call that the model writes as text all the same is none of the answer.
         */
        UNSAID
    }

    /** Whether the server is told of any tool. */
    public boolean offersTools() {
        return !tools.offered().isEmpty();
    }

    /** The same for a server that is not to be told whether the tools may be called. */
    public ModelRequest withoutToolChoice() {
        return new ModelRequest(messages, switch (tools.choice()) {
            case NONE -> Tools.of(tools.all());
            case AUTO, UNSAID -> tools;
        }, question, excerpts, notRead, rarity, nearness);
    }

    /**
     * @param number   the citation's number
     * @param headings above the passage, outermost first, the title left out
     */
    public record Excerpt(int number, String path, String title, List<String> headings, String text) {

        /** One that stands under no heading but the title. */
        public Excerpt(int number, String path, String title, String text) {
            this(number, path, title, List.of(), text);
        }

        /** Without the text. */
        @Override
        public String toString() {
            return "Excerpt[number=" + number + ", path=" + path + "]";
        }
    }

    /** Without the question. */
    @Override
    public String toString() {
        return "ModelRequest[messages=" + messages + ", tools=" + tools + ", excerpts=" + excerpts + "]";
    }
}
