package dev.rill.stream;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** Streams as they may be: any text, each member there or not, each way to end. */
public final class RandomEvents {

    private RandomEvents() {
    }

    /** A whole stream, from its start to its end. */
    public static List<StreamEvent> stream(Random random) {
        List<StreamEvent> events = new ArrayList<>();
        events.add(new StreamEvent.Start(text(random), text(random), time(random)));
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                events.add(new StreamEvent.Step(text(random), any(random, StreamEvent.StepStatus.values()),
                        text(random), time(random), number(random)));
            } else {
                String content = "t" + text(random);
                text.append(content);
                events.add(new StreamEvent.Token(content));
            }
        }
        events.add(switch (random.nextInt(3)) {
            case 0 -> new StreamEvent.Complete(text(random), text(random), time(random), text.toString(),
                    sources(random), usage(random), random.nextInt(100_000), random.nextBoolean(),
                    any(random, FinishReason.STOP, FinishReason.LENGTH, new FinishReason("own.word")));
            case 1 -> new StreamEvent.Failed(text(random), time(random), text(random),
                    any(random, ErrorCode.values()), optional(random), random.nextBoolean(), number(random));
            default -> new StreamEvent.Cancelled(text(random), time(random), optional(random),
                    any(random, StreamEvent.CancelReason.values()));
        });
        return events;
    }

    /** Any text without lone surrogates. */
    public static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int point = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> random.nextInt(0x80);
                case 2 -> random.nextInt(0xD800);
                default -> 0x10000 + random.nextInt(0xFFFFF);
            };
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    private static List<Source> sources(Random random) {
        List<Source> sources = new ArrayList<>();
        for (int id = 1; id <= random.nextInt(4); id++) {
            sources.add(new Source(id, text(random), text(random), random.nextInt(1, 1_000), random.nextInt(1, 1_000),
                    random.nextBoolean() ? "" : text(random),
                    random.nextDouble() * Math.pow(10, random.nextInt(-20, 20)), text(random),
                    random.nextBoolean() ? "" : "h" + text(random), optional(random),
                    citations(random)).at(place(random)).from(origin(random)));
        }
        return sources;
    }

    private static Optional<Origin> origin(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Optional.of(new Origin.Commit("c" + random.nextInt(99)));
            case 1 -> Optional.of(new Origin.Page(URI.create("https://example.org/a?b=" + random.nextInt(99))));
            default -> Optional.empty();
        };
    }

    private static Place place(Random random) {
        int from = random.nextInt(1, 1_000);
        int to = from + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0 -> new Place.Lines(from, to);
            case 1 -> new Place.Pages(from, to);
            case 2 -> new Place.Slides(from, to);
            case 3 -> new Place.Rows(text(random), from, to);
            case 4 -> new Place.Cells(from, to);
            default -> new Place.Section("s" + text(random));
        };
    }

    private static List<Source.Citation> citations(Random random) {
        return Stream.generate(() -> new Source.Citation(random.nextInt(99), random.nextInt(99), random.nextBoolean()
                ? new Source.NotFound() : new Source.Found(random.nextInt(99), random.nextInt(99))))
                .limit(random.nextInt(3)).toList();
    }

    private static Optional<Usage> usage(Random random) {
        return random.nextBoolean() ? Optional.empty()
                : Optional.of(new Usage(random.nextInt(9_999), random.nextInt(9_999), random.nextLong(1L << 40)));
    }

    private static Optional<String> optional(Random random) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(text(random));
    }

    private static OptionalLong number(Random random) {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(100_000));
    }

    /** To the millisecond, as they are sent. */
    private static Instant time(Random random) {
        return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
