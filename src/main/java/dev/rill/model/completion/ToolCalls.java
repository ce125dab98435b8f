package dev.rill.model.completion;

import dev.rill.model.ModelEvent.ToolCall;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts tool calls together from their deltas. Servers differ: an index may be missing or the same for all, an id may
 * be missing or repeated. Used by one thread.
 */
final class ToolCalls {
    private static final int MOST_CALLS = 64;
    private static final int MOST_CHARS = SseReader.MOST_BYTES;

    /**
     * What a chunk says of a call.
     *
     * @param index  -1 where it has none
     * @param id     empty where it has none, as name and arguments
     * @param opaque members that Rill does not know
     */
    record Delta(int index, String id, String name, String arguments, List<OpaqueMembers.Member> opaque) {
        /** Without what it says. */
        @Override
        public String toString() {
            return "Delta[index=" + index + ", id=" + id + "]";
        }
    }

    private static final class Part {
        final int index;
        String id = "";
        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
        final OpaqueMembers opaque = new OpaqueMembers();

        Part(int index) {
            this.index = index;
        }
    }

    private final List<Part> parts = new ArrayList<>(1);
    private int chars;

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Takes in one delta. */
    void add(Delta delta) throws ProtocolException {
        String id = delta.id();
        String name = delta.name();
        String arguments = delta.arguments();
        chars += name.length() + arguments.length();
        if (chars > MOST_CHARS) {
            throw new ProtocolException("tool calls of more than 1 MiB");
        }
        Part part = part(delta.index(), id, name);
        if (part.id.isEmpty()) {
            part.id = id;
            chars += id.length();
        }
        if (!name.contentEquals(part.name)) {
            part.name.append(name);
        }
        part.arguments.append(arguments);
        delta.opaque().forEach(part.opaque::add);
    }

    List<ToolCall> complete() {
        List<ToolCall> calls = new ArrayList<>(parts.size());
        for (Part part : parts) {
            String id = part.id.isEmpty() ? "call_" + calls.size() : part.id;
            String arguments = part.arguments.isEmpty() ? "{}" : part.arguments.toString();
            calls.add(new ToolCall(TextCleaner.whole(id), TextCleaner.whole(part.name.toString()),
                    TextCleaner.whole(arguments), part.opaque.json()));
        }
        return calls;
    }

    private Part part(int index, String id, String name) throws ProtocolException {
        Part last = parts.isEmpty() ? null : parts.getLast();
        boolean another = last != null && !id.isEmpty() && !last.id.isEmpty() && !id.equals(last.id)
                && !name.isEmpty();
        if (!another) {
            if (index < 0 && last != null) {
                return last;
            }
            for (Part part : parts.reversed()) {
                if (part.index == index) {
                    return part;
                }
            }
        }
        if (parts.size() == MOST_CALLS) {
            throw new ProtocolException("more than 64 tool calls");
        }
        Part part = new Part(index);
        parts.add(part);
        return part;
    }
}
