import { SseParser, type Frame } from "../../main/web/sse/parser";
import { equal, holds, test } from "./harness";

const encoder = new TextEncoder();

function parse(...chunks: Uint8Array[]): Frame[] {
  const parser = new SseParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

const streams: [string, string, Frame[]][] = [
  ["a frame as Rill writes it", "event: start\ndata: {\"a\":1}\nretry: 500\nid: 1\n\n",
    [{ event: "start", data: '{"a":1}', id: "1" }]],
  ["CRLF line ends", "id: 1\r\nevent: a\r\ndata: x\r\n\r\ndata: y\r\n\r\n",
    [{ event: "a", data: "x", id: "1" }, { event: "message", data: "y", id: "1" }]],
  ["CR line ends", "event: a\rdata: x\r\rdata: y\r\r",
    [{ event: "a", data: "x", id: "" }, { event: "message", data: "y", id: "" }]],
  ["mixed line ends", "data: a\r\ndata: b\rdata: c\n\n", [{ event: "message", data: "a\nb\nc", id: "" }]],
  ["a byte order mark", "\ufeffdata: x\n\n", [{ event: "message", data: "x", id: "" }]],
  ["comments", ": keep-alive\n\ndata: x\n: inside\n\n: after\n\n", [{ event: "message", data: "x", id: "" }]],
  ["no space after the colon, and two", "data:x\n\ndata:  y\n\n",
    [{ event: "message", data: "x", id: "" }, { event: "message", data: " y", id: "" }]],
  ["a field without a colon", "data\ndata\n\n", [{ event: "message", data: "\n", id: "" }]],
  ["an event without data is none, and its name does not stay", "event: a\n\ndata: x\n\n",
    [{ event: "message", data: "x", id: "" }]],
  ["an unterminated last event is dropped", "data: x\n\ndata: lost\n", [{ event: "message", data: "x", id: "" }]],
  ["ids stay, and one with NUL is none", "id: 7\ndata: a\n\nid: 8\0\ndata: b\n\nid\ndata: c\n\n",
    [
      { event: "message", data: "a", id: "7" }, { event: "message", data: "b", id: "7" },
      { event: "message", data: "c", id: "" },
    ]],
  ["unknown fields are nothing", "foo: bar\ndata: x\nretry: soon\n\n", [{ event: "message", data: "x", id: "" }]],
  ["characters of every length", "data: ä€😀\u2028 x\n\n", [{ event: "message", data: "ä€😀\u2028 x", id: "" }]],
  ["a colon in the value", "data: a: b\n\n", [{ event: "message", data: "a: b", id: "" }]],
];

for (const [name, text, expected] of streams) {
  test(`parser: ${name}, cut at every byte`, () => {
    const bytes = encoder.encode(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      equal(parse(bytes.subarray(0, cut), bytes.subarray(cut)), expected, `cut at ${cut}`);
    }
    equal(parse(...Array.from(bytes, (_, i) => bytes.subarray(i, i + 1))), expected, "byte by byte");
  });
}

test("parser: frames come with the chunk that ends them", () => {
  const parser = new SseParser();
  equal(parser.push(encoder.encode("data: a\n")), []);
  equal(parser.push(encoder.encode("\nda")).length, 1);
  equal(parser.push(encoder.encode("ta: b\r\n\r")).length, 1);
  equal(parser.push(encoder.encode("\n")), []);
});

test("parser: invalid UTF-8 becomes the replacement character", () => {
  const bytes = new Uint8Array([...encoder.encode("data: a"), 0xff, 0xc3, ...encoder.encode("b\n\n")]);
  equal(parse(bytes)[0]!.data, "a\ufffd\ufffdb");
});

test("parser: a megabyte in one line is read in chunks without quadratic work", () => {
  const parser = new SseParser();
  const chunk = encoder.encode("x".repeat(1024));
  const began = performance.now();
  parser.push(encoder.encode("data: "));
  for (let i = 0; i < 1024; i++) parser.push(chunk);
  equal(parser.push(encoder.encode("\n\n"))[0]!.data.length, 1024 * 1024);
  holds(performance.now() - began < 5000, "too slow");
});
