package dev.rill.http.route.thread;

import dev.rill.http.response.Json;
import dev.rill.stream.FinishReason;
import dev.rill.stream.Origin;
import dev.rill.stream.Source;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadSummary;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A thread as a Markdown document (CommonMark). Questions are quoted; answers are Markdown themselves and stay as they
 * are, but for what would run on into the rest of the document: a code fence that is left open and blocks of HTML that
 * only end at their own end tag.
 */
final class ThreadMarkdown {
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}|~{3,})(.*)$");
    private static final Pattern RAW_HTML =
            Pattern.compile("^([\\s>*+-]*(?:\\d{1,9}[.)]\\s+)?)<(?=[!?]|/?(?:script|pre|style|textarea)\\b)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()<>#+!|~&-]");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private ThreadMarkdown() {
    }

    static String of(ThreadSummary thread, List<ThreadMessage> messages, Instant now) {
        StringBuilder out = new StringBuilder(1024);
        out.append("# ").append(plain(thread.name())).append("\n\n")
                .append("Thread ").append(plain(thread.threadId()))
                .append(", begun ").append(Json.timestamp(thread.createdAt()))
                .append(", exported ").append(Json.timestamp(now)).append('\n');
        for (ThreadMessage message : messages) {
            switch (message.role()) {
                case USER -> question(out, message);
                case ASSISTANT -> answer(out, message);
            }
        }
        return out.toString();
    }

    private static void question(StringBuilder out, ThreadMessage message) {
        out.append("\n## Question, ").append(Json.timestamp(message.timestamp())).append("\n\n");
        message.content().lines().forEach(line -> out.append("> ").append(line).append('\n'));
    }

    private static void answer(StringBuilder out, ThreadMessage message) {
        out.append("\n## Answer, ").append(Json.timestamp(message.timestamp()))
                .append(remark(message)).append("\n\n");
        String openFence = null;
        for (String line : message.content().lines().toList()) {
            String fence = fence(line, openFence);
            boolean code = openFence != null || fence != null;
            openFence = fence;
            out.append(code ? line : RAW_HTML.matcher(line).replaceFirst("$1\\\\<")).append('\n');
        }
        if (openFence != null) {
            out.append(openFence).append('\n');
        }
        if (!message.sources().isEmpty()) {
            out.append("\n### Sources\n\n");
            message.sources().forEach(source -> source(out, source));
        }
    }

    private static void source(StringBuilder out, Source source) {
        out.append(source.id()).append(". ").append(plain(source.title()));
        if (source.isHidden()) {
            out.append('\n');
            return;
        }
        out.append(" (").append(plain(source.path()))
                .append(", ").append(plain(source.place().words())).append(")\n");
        switch (source.origin().orElse(null)) {
            case null -> { }
            case Origin.Commit(String id) -> out.append("   Commit ").append(plain(id)).append('\n');
            case Origin.Page(URI url) -> out.append("   <").append(url).append(">\n");
        }
        source.text().ifPresent(text -> cited(out, text));
    }

    /** Quoted below its source; a quotation ends what is left open in it. */
    private static void cited(StringBuilder out, String text) {
        out.append('\n');
        text.strip().lines().forEach(line -> out.append("   > ").append(line).append('\n'));
        out.append('\n');
    }

    private static String remark(ThreadMessage message) {
        return switch (message.status()) {
            case COMPLETE -> message.finishReason().map(ThreadMarkdown::remark).orElse("");
            case STREAMING -> " (still being written)";
            case CANCELLED -> " (stopped)";
            case ERROR -> " (failed)";
            case INTERRUPTED -> " (interrupted)";
        };
    }

    private static String remark(FinishReason reason) {
        if (reason.equals(FinishReason.STOP)) {
            return "";
        }
        if (reason.equals(FinishReason.LENGTH)) {
            return " (cut off at the model's limit of tokens)";
        }
        if (reason.equals(FinishReason.CONTENT_FILTER)) {
            return " (cut off by a content filter)";
        }
        return reason.equals(FinishReason.REFUSAL) ? " (the model refused)"
                : " (ended by the model server: " + plain(reason.word()) + ")";
    }

    /** The fence that is open after the line; null: none. */
    private static String fence(String line, String open) {
        var matcher = FENCE.matcher(line);
        if (!matcher.matches()) {
            return open;
        }
        String marks = matcher.group(1);
        if (open == null) {
            boolean opens = marks.charAt(0) == '~' || matcher.group(2).indexOf('`') < 0;
            return opens ? marks : null;
        }
        boolean closes = marks.charAt(0) == open.charAt(0) && marks.length() >= open.length()
                && matcher.group(2).isBlank();
        return closes ? null : open;
    }

    /** One line in which nothing is markup. */
    private static String plain(String text) {
        return SPECIAL.matcher(BREAKS.matcher(text).replaceAll(" ")).replaceAll("\\\\$0");
    }
}
