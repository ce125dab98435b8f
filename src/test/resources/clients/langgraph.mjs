// LangGraph's SDK: {base, key?, …} of each call.
import { Client } from '@langchain/langgraph-sdk'
import { serve } from './script.mjs'

const client = ({ base, key }) => new Client({
  apiUrl: `${base}/langgraph`, apiKey: key ?? null, callerOptions: { maxRetries: 0 },
})

/** Says each event, and gives their ids: they are strings in the SDK. */
async function watched(events, say) {
  const ids = []
  for await (const { id, event, data } of events) {
    ids.push(id)
    say({ id, event, data })
  }
  return ids
}

serve({
  threads: async ({ method, args = [], ...server }) => client(server).threads[method](...args),

  assistants: async ({ method, args = [], ...server }) => client(server).assistants[method](...args),

  runs: async ({ method, args = [], ...server }, { signal }) => {
    const last = args.at(-1)
    const call = typeof last === 'object' && last && ['create', 'wait', 'join'].includes(method)
      ? [...args.slice(0, -1), { ...last, signal }] : args
    return client(server).runs[method](...call)
  },

  async stream({ thread = null, payload, ...server }, { say, signal }) {
    const made = []
    const events = client(server).runs.stream(thread, 'rill',
      { ...payload, signal, onRunCreated: run => made.push(run) })
    return { ids: await watched(events, say), made }
  },

  join: ({ thread, run, options, ...server }, { say, signal }) =>
    watched(client(server).runs.joinStream(thread, run, { ...options, signal }), say),

  /** A proxy that cuts the connection after so many events of the answer stands between the SDK and the server. */
  async resumed({ thread, payload, after, base, key }, { say }) {
    let cut = false
    const cutting = async (input, init) => {
      const response = await fetch(input, init)
      if (cut || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response
      cut = true
      let seen = ''
      const reader = response.body.getReader()
      return new Response(new ReadableStream({
        async pull(controller) {
          const { done, value } = await reader.read()
          if (done) return controller.close()
          controller.enqueue(value)
          seen += new TextDecoder().decode(value)
          if (seen.split('\n\n').length > after) {
            await reader.cancel()
            controller.error(new TypeError('terminated'))
          }
        },
      }), { headers: response.headers, status: response.status })
    }
    const sdk = new Client({
      apiUrl: `${base}/langgraph`, apiKey: key, callerOptions: { maxRetries: 0, fetch: cutting },
    })
    return watched(sdk.runs.stream(thread, 'rill', payload), say)
  },
})
