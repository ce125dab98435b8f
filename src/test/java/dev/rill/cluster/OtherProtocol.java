package dev.rill.cluster;

import dev.rill.wire.AgUiDialect;
import dev.rill.wire.AiSdkDialect;
import dev.rill.wire.AskingDialect;
import dev.rill.wire.CompletionDialect;
import dev.rill.wire.LangGraphDialect;
import dev.rill.wire.ResponsesDialect;
import java.util.Locale;

/** How the other protocols ask for a stream, each question in a thread of its own. */
enum OtherProtocol {
    AI_SDK(new AiSdkDialect(), "/api/chat", true, """
            {"id":"THREAD","trigger":"submit-message","onDisconnect":"continue",
            "messages":[{"id":"m-THREAD","role":"user","parts":[{"type":"text","text":"MESSAGE"}]}]}"""),
    AG_UI(new AgUiDialect(), "/ag-ui", true, """
            {"threadId":"THREAD","runId":"run","tools":[],"context":[],"forwardedProps":{"onDisconnect":"continue"},
            "messages":[{"id":"m-THREAD","role":"user","content":"MESSAGE"}]}"""),
    LANGGRAPH(new LangGraphDialect(), "/langgraph/threads/THREAD/runs/stream", true, """
            {"assistant_id":"rill","if_not_exists":"create","on_disconnect":"continue",
            "stream_mode":["values","updates","messages-tuple","messages","custom"],
            "input":{"messages":[{"type":"human","content":"MESSAGE"}]}}"""),
    RESPONSES(new ResponsesDialect(false), "/v1/responses", true, """
            {"model":"rill","stream":true,"background":true,"input":"MESSAGE"}"""),
    COMPLETIONS(new CompletionDialect(), "/v1/chat/completions", false, """
            {"model":"rill","stream":true,"stream_options":{"include_usage":true},
            "messages":[{"role":"user","content":"MESSAGE"}]}""");

    /** Reads what comes. */
    final AskingDialect dialect;
    /** Whether the server keeps the answer. */
    final boolean stored;
    private final String path;
    private final String body;

    OtherProtocol(AskingDialect dialect, String path, boolean stored, String body) {
        this.dialect = dialect;
        this.path = path;
        this.stored = stored;
        this.body = body;
    }

    String path(Asked asked) {
        return path.replace("THREAD", asked.thread());
    }

    String body(Asked asked) {
        return body.replace("THREAD", asked.thread()).replace("MESSAGE", asked.text());
    }

    /** The thread that a client asks in; empty: each response has one, which the server makes up. */
    String thread(int number) {
        return this == RESPONSES ? "" : name().toLowerCase(Locale.ROOT) + number;
    }
}
