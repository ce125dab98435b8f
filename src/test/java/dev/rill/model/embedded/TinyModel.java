package dev.rill.model.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cross-encoder of four operations, as ONNX: its only label is the sum of the numbers of the second text's words. The
 * fields are those of {@code onnx.proto}.
 */
final class TinyModel {
    private static final int INT64 = 7;
    private static final int FLOAT = 1;

    private TinyModel() {
    }

    /** @param words of its vocabulary, beside the special ones */
    static void write(Path folder, int labels, String... words) throws IOException {
        Files.write(folder.resolve("model.onnx"), model(labels));
        Files.write(folder.resolve("vocab.txt"), List.of(("[UNK] [CLS] [SEP] " + String.join(" ", words)).split(" ")));
    }

    private static byte[] model(int labels) throws IOException {
        Message product = new Message().text(1, "input_ids").text(1, "token_type_ids").text(2, "second").text(4, "Mul");
        Message numbers = new Message().text(1, "second").text(2, "numbers").text(4, "Cast")
                .message(5, new Message().text(1, "to").number(3, FLOAT).number(20, 2));
        Message sum = new Message().text(1, "numbers").text(2, "sum").text(4, "ReduceSum")
                .message(5, new Message().text(1, "axes").number(8, 1).number(20, 7))
                .message(5, new Message().text(1, "keepdims").number(3, 1).number(20, 2));
        Message many = new Message().text(2, "logits").text(4, "Concat")
                .message(5, new Message().text(1, "axis").number(3, 1).number(20, 2));
        for (int i = 0; i < labels; i++) {
            many.text(1, "sum");
        }
        Message graph = new Message().message(1, product).message(1, numbers).message(1, sum).message(1, many)
                .text(2, "tiny")
                .message(11, value("input_ids", INT64, new Message().text(2, "words")))
                .message(11, value("token_type_ids", INT64, new Message().text(2, "words")))
                .message(12, value("logits", FLOAT, new Message().number(1, labels)));
        return new Message().number(1, 7).message(8, new Message().text(1, "").number(2, 11)).message(7, graph).bytes();
    }

    private static Message value(String name, int type, Message length) throws IOException {
        Message shape = new Message().message(1, new Message().number(1, 1)).message(1, length);
        Message tensor = new Message().number(1, type).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A message of Protocol Buffers. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) throws IOException {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) throws IOException {
            return bytes(field, value.bytes());
        }

        private Message bytes(int field, byte[] value) throws IOException {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.write(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long left = value;
            while (left > 127) {
                out.write((int) (left & 127 | 128));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }
}
