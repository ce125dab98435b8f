package dev.rill.model.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Plays scripts on one connection. Used by one thread. */
final class Player {
    /** Whether the connection may serve another request. */
    enum Next { KEEP, CLOSE }

    private final Socket socket;
    private final OutputStream out;

    Player(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    Next play(Script script, RecordedRequest request) throws IOException, InterruptedException {
        return switch (script) {
            case Script.Reply(var status, var headers, var body) -> {
                Wire.whole(out, status, headers, Wire.utf8(body));
                yield Next.KEEP;
            }
            case Script.Raw(List<byte[]> parts, Effect then) -> {
                for (byte[] part : parts) {
                    out.write(part);
                    out.flush();
                }
                yield strike(then, rawWire());
            }
            case Answer answer when !request.streams() -> whole(answer);
            case Answer answer -> stream(answer);
        };
    }

    /** Plays an effect before any request is read. */
    Next play(Effect effect) throws IOException, InterruptedException {
        return strike(effect, rawWire());
    }

    private Next whole(Answer answer) throws IOException, InterruptedException {
        if (strikes(answer, Phase.REQUEST_READ)) {
            return strike(answer.effect(), rawWire());
        }
        Wire.whole(out, 200, Map.of(), Wire.utf8(ChunkJson.completion(answer)));
        return Next.KEEP;
    }

    private Next stream(Answer answer) throws IOException, InterruptedException {
        if (strikes(answer, Phase.REQUEST_READ)) {
            return strike(answer.effect(), rawWire());
        }
        Wire wire = new Wire(out, answer.format());
        wire.head(answer.format().framing() == Answer.Framing.LENGTH ? length(answer) : 0);
        if (strikes(answer, Phase.HEADERS_SENT)) {
            return strike(answer.effect(), wire);
        }
        wire.body(wire.event(ChunkJson.role()));
        int sent = 0;
        for (Delta delta : answer.deltas()) {
            if (strikes(answer, Phase.MID_ANSWER) && sent == answer.faultAfter()) {
                return strike(answer.effect(), wire);
            }
            pace(answer);
            wire.body(bytes(wire, delta));
            sent++;
        }
        if (strikes(answer, Phase.TEXT_SENT) || strikes(answer, Phase.MID_ANSWER)) {
            return strike(answer.effect(), wire);
        }
        pace(answer);
        return end(answer, wire);
    }

    private Next end(Answer answer, Wire wire) throws IOException, InterruptedException {
        if (answer.finishReason().isPresent()) {
            wire.body(wire.event(ChunkJson.finish(answer.finishReason().get())));
        }
        if (answer.usage().isPresent()) {
            wire.body(wire.event(ChunkJson.usage(answer.usage().get())));
        }
        if (strikes(answer, Phase.FINISH_SENT)) {
            return strike(answer.effect(), wire);
        }
        if (answer.done()) {
            wire.body(wire.event("[DONE]"));
        }
        if (strikes(answer, Phase.DONE_SENT)) {
            return strike(answer.effect(), wire);
        }
        wire.endBody();
        return answer.format().framing() == Answer.Framing.UNTIL_CLOSE ? Next.CLOSE : Next.KEEP;
    }

    private Next strike(Effect effect, Wire wire) throws IOException, InterruptedException {
        return switch (effect) {
            case Effect.Silence() -> {
                new CountDownLatch(1).await();
                yield Next.CLOSE;
            }
            case Effect.Fin() -> Next.CLOSE;
            case Effect.Rst() -> {
                socket.setSoLinger(true, 0);
                yield Next.CLOSE;
            }
            case Effect.EndBody() -> {
                wire.endBody();
                yield Next.KEEP;
            }
            case Effect.Send(byte[] bytes, Effect then) -> {
                wire.body(bytes);
                yield strike(then, wire);
            }
            case Effect.Drip(var bytes, var every) -> {
                wire.drip(bytes, every);
                yield Next.CLOSE;
            }
            case Effect.Flood(var prefix, var size, var then) -> {
                wire.flood(prefix, size);
                yield strike(then, wire);
            }
        };
    }

    private static boolean strikes(Answer answer, Phase phase) {
        return answer.phase().isPresent() && answer.phase().get() == phase;
    }

    private static void pace(Answer answer) throws InterruptedException {
        if (answer.gate().isPresent()) {
            answer.gate().get().pass();
        }
        if (answer.delay().isPositive()) {
            Thread.sleep(answer.delay());
        }
    }

    private static byte[] bytes(Wire wire, Delta delta) {
        return delta instanceof Delta.Bytes(String text) ? Wire.utf8(text) : wire.event(ChunkJson.delta(delta));
    }

    private static long length(Answer answer) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Wire wire = new Wire(all, answer.format());
        wire.body(wire.event(ChunkJson.role()));
        for (Delta delta : answer.deltas()) {
            wire.body(bytes(wire, delta));
        }
        if (answer.finishReason().isPresent()) {
            wire.body(wire.event(ChunkJson.finish(answer.finishReason().get())));
        }
        if (answer.usage().isPresent()) {
            wire.body(wire.event(ChunkJson.usage(answer.usage().get())));
        }
        if (answer.done()) {
            wire.body(wire.event("[DONE]"));
        }
        return all.size();
    }

    private Wire rawWire() {
        Answer.Format plain = Answer.Format.PLAIN;
        return new Wire(out, new Answer.Format(Answer.Framing.UNTIL_CLOSE, plain.lineEnd(), plain.prefix(), 0, "",
                plain.contentType()));
    }
}
