package dev.rill.threads.archive;

import dev.rill.stream.Usage;
import dev.rill.threads.MessageStatus;
import dev.rill.threads.ThreadMessage;
import dev.rill.threads.ThreadStore;
import dev.rill.threads.ThreadSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads what a line says, within the bounds that the tables have. */
record EntryFields(int line, JsonNode json) {
    private static final int LONGEST_OWNER = 500;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_NOTE = 100_000;
    private static final int LONGEST_WORD = 100;

    ArchivedThread thread() throws ArchiveFormatException {
        String threadId = text("threadId", LONGEST_WORD);
        if (!ThreadSummary.isId(threadId)) {
            throw wrong("threadId is no id of a thread");
        }
        JsonNode metadata = json.path("metadata");
        if (!metadata.isMissingNode() && !metadata.isObject()) {
            throw wrong("metadata is no object");
        }
        Optional<String> noted = metadata.isObject() ? Optional.of(metadata.toString()) : Optional.empty();
        if (noted.isPresent() && noted.get().length() > ThreadSummary.MAX_METADATA_CHARS) {
            throw wrong("metadata is longer than " + ThreadSummary.MAX_METADATA_CHARS + " characters");
        }
        return new ArchivedThread(text("owner", LONGEST_OWNER), threadId, text("name", LONGEST_NAME),
                json.path("named").asBoolean(false), noted, instant("createdAt"), instant("updatedAt"));
    }

    ArchivedMessage message() throws ArchiveFormatException {
        JsonNode sources = json.path("sources");
        if (!sources.isMissingNode() && !sources.isArray()) {
            throw wrong("sources is no array");
        }
        String id = text("id", LONGEST_WORD);
        if (id.isEmpty()) {
            throw wrong("id is empty");
        }
        return new ArchivedMessage(id, constant("role", ThreadMessage.Role.values()),
                constant("status", MessageStatus.values()), text("content", ThreadStore.MAX_TEXT_CHARS),
                instant("timestamp"), json.has("finishedAt") ? Optional.of(instant("finishedAt")) : Optional.empty(),
                sources.isEmpty() ? Optional.empty() : Optional.of(sources.toString()),
                word("errorCode").orElse(""), usage(), number(json, "durationMs"), number(json, "firstTokenMs"),
                word("finishReason"),
                note());
    }

    private Optional<String> note() throws ArchiveFormatException {
        JsonNode note = json.path("note");
        if (note.isMissingNode()) {
            return Optional.empty();
        }
        if (!note.isObject() || note.toString().length() > LONGEST_NOTE) {
            throw wrong("note is no object, or longer than " + LONGEST_NOTE + " characters");
        }
        return Optional.of(note.toString());
    }

    private Optional<Usage> usage() throws ArchiveFormatException {
        JsonNode usage = json.path("usage");
        if (usage.isMissingNode()) {
            return Optional.empty();
        }
        OptionalLong prompt = number(usage, "promptTokens");
        OptionalLong completion = number(usage, "completionTokens");
        OptionalLong total = number(usage, "totalTokens");
        if (prompt.isEmpty() || completion.isEmpty() || total.isEmpty()) {
            throw wrong("usage wants promptTokens, completionTokens and totalTokens");
        }
        return Optional.of(new Usage(prompt.getAsLong(), completion.getAsLong(), total.getAsLong()));
    }

    private String text(String member, int longest) throws ArchiveFormatException {
        JsonNode value = json.path(member);
        if (!value.isString()) {
            throw wrong(member + (value.isMissingNode() ? " is missing" : " is no string"));
        }
        if (value.stringValue().length() > longest) {
            throw wrong(member + " is longer than " + longest + " characters");
        }
        return value.stringValue();
    }

    private Optional<String> word(String member) throws ArchiveFormatException {
        return json.has(member) ? Optional.of(text(member, LONGEST_WORD)) : Optional.empty();
    }

    private <E extends Enum<E>> E constant(String member, E[] values) throws ArchiveFormatException {
        String word = text(member, LONGEST_WORD);
        return Arrays.stream(values).filter(value -> ArchiveWriter.word(value).equals(word)).findFirst()
                .orElseThrow(() -> wrong(member + " is not known"));
    }

    private Instant instant(String member) throws ArchiveFormatException {
        try {
            return Instant.parse(text(member, LONGEST_WORD));
        } catch (DateTimeException e) {
            throw wrong(member + " is no moment such as 2026-03-01T10:00:00.123456Z");
        }
    }

    private OptionalLong number(JsonNode from, String member) throws ArchiveFormatException {
        JsonNode value = from.path(member);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(member + " is no number of at least 0");
        }
        return OptionalLong.of(value.longValue());
    }

    private ArchiveFormatException wrong(String what) {
        return new ArchiveFormatException(line, what + ".");
    }
}
