package dev.rill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bodies made of broken pieces of good ones; the seed is printed by a failure. */
class RequestBodyFuzzTest {
    private static final List<String> SEEDS = List.of(
            "{\"threadId\":\"t1\",\"message\":\"How do I stop? \\ud83d\\ude00\",\"systemMessage\":\"short\"}",
            "{\"name\":\"n\",\"metadata\":{\"a\":[1,-2.5e10,true,false,null,{\"b\":\"\\u00e9\"}]}}",
            "[[[[1]]],\"\\\\\",{\"\":{}}]", "{\"message\":1e400,\"threadId\":-0.0}", "\ufeff{}", "\"x\"", "0");
    private static final byte[] PIECES =
            "{}[]\",:\\u0123456789abcdefD8tfn.eE+-/ \n\r\t\0*".getBytes(StandardCharsets.UTF_8);

    private final StrictJson json = new StrictJson(1 << 20);
    private final Schema schema = ApiDocument.load(5000, 2000).schema("ChatStreamRequest");

    @Test
    void whateverIsSentIsAValueOrAProblemThatPointsSomewhere() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        int values = 0;
        int problems = 0;
        while (System.nanoTime() < end) {
            byte[] body = mutated(random);
            try {
                JsonNode node = json.read(body, body.length);
                schema.validate(node).forEach(error -> assertNotNull(error.getMessage()));
                String again = Json.read(new String(Json.bytes(node), StandardCharsets.UTF_8)).toString();
                assertEquals(node.toString(), again, "seed " + seed);
                values++;
            } catch (ProblemException e) {
                assertEquals(ProblemCode.INVALID_REQUEST, e.problem().code());
                assertEquals(1, e.problem().errors().size());
                problems++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(body, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertTrue(values > 0 && problems > 0, values + " values, " + problems + " problems");
    }

    private static byte[] mutated(Random random) {
        byte[] body = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(body.length + 1);
            byte piece = random.nextInt(4) == 0 ? (byte) random.nextInt() : PIECES[random.nextInt(PIECES.length)];
            body = switch (random.nextInt(4)) {
                case 0 -> spliced(body, at, Math.min(body.length, at + 1), new byte[] {piece});
                case 1 -> spliced(body, at, at, new byte[] {piece});
                case 2 -> spliced(body, at, Math.min(body.length, at + 1 + random.nextInt(8)), new byte[0]);
                default -> spliced(body, at, at, SEEDS.get(random.nextInt(SEEDS.size()))
                        .getBytes(StandardCharsets.UTF_8));
            };
        }
        return body;
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] with) {
        byte[] result = new byte[body.length - (to - from) + with.length];
        System.arraycopy(body, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(body, to, result, from + with.length, body.length - to);
        return result;
    }
}
