package dev.rill.model;

import dev.rill.stream.Cancellation;
import dev.rill.stream.FinishReason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers without a language model: quotes what the passages say about the question, each quotation with the number of
 * its passage, and says that no language model is configured. Any thread; {@link #close} has nothing to do.
 */
public final class ExtractiveAnswerer implements ModelClient {
    /** The last line of every answer. */
    static final String NOTICE = "*No language model is configured, so this answer is quoted from the documents. "
            + "Set `OPENAI_API_KEY`, or `OPENAI_BASE_URL` for any OpenAI-compatible server, to have answers written.*";

    private final ExcerptWords excerptWords = new ExcerptWords();

    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

    @Override
    public ModelCall call(ModelRequest request, Cancellation cancellation) {
        return new Call(request, cancellation, excerptWords);
    }

    @Override
    public boolean acceptsTools() {
        return false;
    }

    @Override
    public boolean followsInstructions() {
        return false;
    }

    @Override
    public String name() {
        return "extractive answerer";
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static final class Call implements ModelCall {
        private final ModelRequest request;
        private final Cancellation cancellation;
        private final ExcerptWords excerptWords;
        private Iterator<String> words;

        Call(ModelRequest request, Cancellation cancellation, ExcerptWords excerptWords) {
            this.request = request;
            this.cancellation = cancellation;
            this.excerptWords = excerptWords;
        }

        @Override
        public ModelEvent next() {
            cancellation.check();
            if (words == null) {
                words = words(QuotedAnswer.of(request, excerptWords) + "\n\n" + NOTICE).iterator();
            }
            return words.hasNext() ? new ModelEvent.Text(words.next())
                    : new ModelEvent.Finished(FinishReason.STOP, Optional.empty());
        }

        @Override
        public void close() {
            // nothing is held
        }

        private static List<String> words(String answer) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(answer);
            while (word.find()) {
                words.add(word.group());
            }
            return words;
        }
    }
}
