// AG-UI's client: {base, key?, thread, …} of each call. An agent keeps its messages, as in a page.
import { HttpAgent } from '@ag-ui/client'
import { bearer, serve } from './script.mjs'

serve({
  async run({ base, key, thread, messages = [], text, run }, { say, signal }) {
    const agent = new HttpAgent({
      url: `${base}/ag-ui`, headers: bearer(key), threadId: thread, initialMessages: messages,
    })
    if (text) agent.addMessage({ id: crypto.randomUUID(), role: 'user', content: text })
    signal.addEventListener('abort', () => agent.abortRun())
    const result = await agent.runAgent(run, { onEvent: ({ event }) => say(event) })
    return { messages: agent.messages, newMessages: result.newMessages, outcome: result.outcome }
  },
})
