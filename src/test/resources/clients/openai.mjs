// The library openai: {base, key?, …} of each call.
import OpenAI from 'openai'
import { serve } from './script.mjs'

const client = ({ base, key = 'any' }) => new OpenAI({ baseURL: `${base}/v1`, apiKey: key, maxRetries: 0 })

serve({
  models: async args => (await client(args).models.list()).data,

  model: args => client(args).models.retrieve(args.id),

  create: (args, { signal }) => client(args).chat.completions.create(args.body, { signal }),

  // chunk by chunk
  async stream(args, { say, signal }) {
    const chunks = await client(args).chat.completions.create({ ...args.body, stream: true }, { signal })
    for await (const chunk of chunks) say(chunk)
  },

  // as the library's own helper puts the chunks together
  gathered(args, { say, signal }) {
    const stream = client(args).chat.completions.stream(args.body, { signal })
    stream.on('content', delta => say(delta))
    return stream.finalChatCompletion()
  },

  respond: (args, { signal }) => client(args).responses.create(args.body, { signal }),

  // event by event
  async responding(args, { say, signal }) {
    const events = await client(args).responses.create({ ...args.body, stream: true }, { signal })
    for await (const event of events) say(event)
  },

  // as the library's own helper puts the events together
  respondingGathered(args, { say, signal }) {
    const stream = client(args).responses.stream(args.body, { signal })
    stream.on('response.output_text.delta', event => say(event.snapshot))
    return stream.finalResponse()
  },

  response: args => client(args).responses.retrieve(args.id, args.query),

  async resumed(args, { say }) {
    for await (const event of await client(args).responses.retrieve(args.id, { stream: true, ...args.query })) say(event)
  },

  cancel: args => client(args).responses.cancel(args.id),

  inputItems: async args => (await Array.fromAsync(client(args).responses.inputItems.list(args.id, args.query))),

  conversation: args => client(args).conversations.create(args.body),

  conversationItems: async args => (await Array.fromAsync(client(args).conversations.items.list(args.id, args.query))),
})
