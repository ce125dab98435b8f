package dev.rill.cluster;

import dev.rill.cluster.History.Accepted;
import dev.rill.cluster.History.Told;
import dev.rill.server.FrameStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A client of another protocol, which asks once; a lost answer is followed by a client of Rill's own. One thread. */
final class OtherClient {
    private final Bed bed;
    private final Run run;
    private final Random random;

    OtherClient(Bed bed, Run run, Random random) {
        this.bed = bed;
        this.run = run;
        this.random = random;
    }

    void ask(OtherProtocol protocol, Asked asked) {
        bed.calls.expect(asked);
        List<String> frames = new ArrayList<>();
        try (FrameStream stream = FrameStream.post(Client.PATIENCE, bed.anyPort(random), protocol.path(asked),
                protocol.body(asked), Bed.authorization(asked.user()), "Accept: text/event-stream")) {
            if (stream.status() != 200) {
                run.refused(protocol.name(), stream.status(), Client.code(stream));
                return;
            }
            for (Optional<String> frame = stream.next(); frame.isPresent(); frame = stream.next()) {
                if (!protocol.dialect.isKeepAlive(frame.get())) {
                    frames.add(frame.get());
                }
            }
            if (!frames.isEmpty()) {
                tell(protocol, asked, frames, whole(protocol, frames));
            }
        } catch (IOException e) {
            run.tally().count("connections lost: " + protocol);
            if (!frames.isEmpty()) {
                tell(protocol, asked, frames, "");
            }
        }
    }

    /** @return how it ended by the protocol's rules; empty where the connection was lost before */
    private String whole(OtherProtocol protocol, List<String> frames) {
        try {
            return protocol.dialect.end(frames);
        } catch (AssertionError | RuntimeException e) {
            run.tally().count("cut short: " + protocol);
            return "";
        }
    }

    private void tell(OtherProtocol protocol, Asked asked, List<String> frames, String end) {
        String messageId = protocol.stored ? protocol.dialect.messageId(frames.getFirst()) : "";
        run.tally().count("answers: " + protocol);
        run.history().told.add(new Told(asked, protocol.name(), messageId, text(protocol, frames), end));
        if (protocol.stored) {
            run.history().accepted.add(new Accepted(asked, messageId, System.nanoTime()));
            new Client(bed, run, "after " + protocol, random).look(asked.user(), messageId, 0, Integer.MAX_VALUE);
        }
    }

    /** The mark at the end is no event of some protocols. */
    private static String text(OtherProtocol protocol, List<String> frames) {
        return protocol.dialect.text(frames.stream().filter(frame -> !frame.equals("data: [DONE]\n\n")).toList());
    }
}
