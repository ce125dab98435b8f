// The benchmark's other yardstick: a chat service as one begins it in Node, with what Node itself brings and no framework.
// It asks the model and hands each token on as an event. It searches, stores, checks and replays nothing.
import { once } from "node:events";
import { createServer } from "node:http";

const model = `http://127.0.0.1:${process.argv[2]}/v1/chat/completions`;

/** The chunks of a model's answer. */
async function* chunksOf(body) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith("data: ") && line !== "data: [DONE]") yield JSON.parse(line.slice(6));
    }
  }
}

async function answer(request, response) {
  let body = "";
  for await (const part of request) body += part;
  const { message } = JSON.parse(body);
  const left = new AbortController();
  response.on("close", () => left.abort());
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  let id = 0;
  const send = (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${++id}\n\n`);
  send("start", { timestamp: new Date().toISOString() });
  const { body: chunks } = await fetch(model, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: message }] }),
    signal: left.signal,
  });
  let text = "";
  for await (const chunk of chunksOf(chunks)) {
    const content = chunk.choices[0]?.delta.content;
    if (!content) continue;
    text += content;
    if (!send("token", { content })) await once(response, "drain", { signal: left.signal });
  }
  send("complete", { finalContent: text });
  response.end();
}

const server = createServer((request, response) => answer(request, response).catch(() => response.destroy()));
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(`port ${server.address().port}`));
