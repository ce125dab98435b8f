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
})
