package dev.rill.threads.embedded;

import dev.rill.stream.FinishReason;
import dev.rill.stream.Usage;
import dev.rill.threads.AskedQuestion;
import dev.rill.threads.FinishedAnswer;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.jdbc.ExchangeStep;
import dev.rill.threads.jdbc.SourcesJson;
import dev.rill.threads.jdbc.StoredText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Steps as the journal holds them. A kind, and then its members in their order. */
final class ExchangeStepBytes {
    private static final int ASKED = 1;
    /** As versions wrote it that did not know why a model stopped. */
    private static final int ANSWERED_UNTOLD = 2;
    private static final int WITHDRAWN = 3;
    private static final int ANSWERED = 4;
    /** Versions before wrote one here as well. */
    private static final String NO_SERVER = "";

    private ExchangeStepBytes() {
    }

    static byte[] write(ExchangeStep step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            switch (step) {
                case ExchangeStep.Asked(String serverId, AskedQuestion question) -> {
                    out.writeByte(ASKED);
                    text(out, serverId);
                    question(out, question);
                }
                case ExchangeStep.Answered(String owner, FinishedAnswer answer) -> {
                    out.writeByte(ANSWERED);
                    text(out, owner);
                    answer(out, answer);
                }
                case ExchangeStep.Withdrawn(AskedQuestion question) -> {
                    out.writeByte(WITHDRAWN);
                    text(out, NO_SERVER);
                    question(out, question);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes what is written", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if it is no step */
    static ExchangeStep read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readByte();
        return switch (kind) {
            case ASKED -> new ExchangeStep.Asked(text(in), question(in));
            case ANSWERED_UNTOLD -> new ExchangeStep.Answered(text(in), answer(in, false));
            case ANSWERED -> new ExchangeStep.Answered(text(in), answer(in, true));
            case WITHDRAWN -> {
                text(in);
                yield new ExchangeStep.Withdrawn(question(in));
            }
            default -> throw new IOException("no step of kind " + kind);
        };
    }

    private static void question(DataOutputStream out, AskedQuestion question) throws IOException {
        text(out, question.owner());
        text(out, question.threadId());
        text(out, question.questionId());
        text(out, question.answerId());
        text(out, StoredText.clean(question.text()));
        instant(out, question.askedAt());
    }

    private static AskedQuestion question(DataInputStream in) throws IOException {
        return new AskedQuestion(text(in), text(in), text(in), text(in), text(in), instant(in));
    }

    private static void answer(DataOutputStream out, FinishedAnswer answer) throws IOException {
        text(out, answer.messageId());
        text(out, StoredText.clean(answer.text()));
        text(out, answer.status().name());
        text(out, answer.errorCode());
        text(out, Optional.ofNullable(SourcesJson.write(answer.sources())).orElse(""));
        Optional<Usage> usage = answer.usage();
        out.writeBoolean(usage.isPresent());
        if (usage.isPresent()) {
            out.writeLong(usage.get().promptTokens());
            out.writeLong(usage.get().completionTokens());
            out.writeLong(usage.get().totalTokens());
        }
        instant(out, answer.finishedAt());
        out.writeLong(answer.durationMillis());
        out.writeLong(answer.firstTokenMillis());
        text(out, answer.finishReason().map(FinishReason::word).orElse(""));
    }

    private static FinishedAnswer answer(DataInputStream in, boolean told) throws IOException {
        String messageId = text(in);
        String text = text(in);
        MessageStatus status = MessageStatus.valueOf(text(in));
        String errorCode = text(in);
        String sources = text(in);
        Optional<Usage> usage = in.readBoolean()
                ? Optional.of(new Usage(in.readLong(), in.readLong(), in.readLong())) : Optional.empty();
        return new FinishedAnswer(messageId, text, status, errorCode,
                SourcesJson.read(sources.isEmpty() ? null : sources), usage, instant(in), in.readLong(), in.readLong(),
                told ? finishReason(text(in)) : Optional.empty());
    }

    private static Optional<FinishReason> finishReason(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(new FinishReason(word));
    }

    private static void instant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
