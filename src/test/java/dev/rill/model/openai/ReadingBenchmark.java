package dev.rill.model.openai;

import dev.rill.model.completion.ChunkParser;
import dev.rill.model.completion.ChunkReader;
import dev.rill.model.completion.CompletionChunk;
import dev.rill.model.completion.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A token from the bytes of a model server's answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadingBenchmark {
    private static final int TOKENS = 1_000;
    private static final String CHUNK = """
            data: {"id":"chatcmpl-CjQ3mVx81kPzN0rTbWyUeLs5aHdF2","object":"chat.completion.chunk",\
            "created":1780000000,"model":"simulated-1","service_tier":"default",\
            "system_fingerprint":"fp_50906f2aac","choices":[{"index":0,"delta":{"content":"%s"},"logprobs":null,\
            "finish_reason":null}],"usage":null,"obfuscation":"%s"}

            """;

    private static final List<String> WORDS = List.of(" The", " answer", ",", " which", " it", " gave", ".", "\\n");
    private static final String OBFUSCATION = "x3Kd9aQ7";

    private final byte[] body = IntStream.range(0, TOKENS).mapToObj(i -> WORDS.get(i % WORDS.size()))
            .map(word -> CHUNK.formatted(word, OBFUSCATION.substring(word.length())))
            .collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    private final ChunkParser parser = new ChunkParser();

    /** The lines of the events are found, and nothing is made of them. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public void events(Blackhole taken) throws IOException {
        SseReader events = new SseReader(new ByteArrayInputStream(body));
        do {
            while (events.next()) {
                taken.consume(events.dataLength());
            }
        } while (events.fill());
    }

    /** The events are parsed as well. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public void eventsAndParsedChunks(Blackhole taken) throws IOException {
        read(parser::parse, taken);
    }

    /** As an answer's are: those that are like the one before them are not parsed. */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public void eventsAndChunks(Blackhole taken) throws IOException {
        read(new ChunkReader(parser)::read, taken);
    }

    private interface Reading {
        void read(byte[] bytes, int from, int length, CompletionChunk chunk) throws IOException;
    }

    private void read(Reading reading, Blackhole taken) throws IOException {
        SseReader events = new SseReader(new ByteArrayInputStream(body));
        CompletionChunk chunk = new CompletionChunk();
        do {
            while (events.next()) {
                reading.read(events.bytes(), events.dataFrom(), events.dataLength(), chunk);
                taken.consume(chunk.text);
            }
        } while (events.fill());
    }
}
