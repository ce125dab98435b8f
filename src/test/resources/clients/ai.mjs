// The AI SDK as its hooks use it: a chat over its ordinary transport. {base, key?, chat, …} of each call.
import { AbstractChat, DefaultChatTransport } from 'ai'
import { bearer, serve } from './script.mjs'

class State {
  status = 'ready'
  error = undefined

  constructor(messages, say) {
    this.messages = messages
    this.say = say
  }

  pushMessage(message) {
    this.messages = [...this.messages, message]
    this.tell(message)
  }

  popMessage() {
    this.messages = this.messages.slice(0, -1)
  }

  replaceMessage(index, message) {
    this.messages = this.messages.map((one, at) => at === index ? message : one)
    this.tell(message)
  }

  tell(message) {
    if (message.role === 'assistant') this.say({ message })
  }

  snapshot = thing => structuredClone(thing)
}

class Chat extends AbstractChat {
  constructor({ base, key, chat, messages = [], body }, say) {
    super({
      id: chat,
      state: new State(messages, say),
      transport: new DefaultChatTransport({ api: `${base}/api/chat`, headers: bearer(key), body }),
      onData: data => say({ data }),
      onError: error => say({ error: error.message }),
      onFinish: ({ isAbort, isDisconnect, isError, finishReason }) =>
        say({ finished: { isAbort, isDisconnect, isError, finishReason } }),
    })
  }
}

/** What is left in the chat once the call on it is over. */
async function after(chat, call, signal) {
  signal.addEventListener('abort', () => chat.stop())
  await call(chat)
  return { messages: chat.messages, status: chat.status, error: chat.error?.message }
}

serve({
  send: (args, { say, signal }) => after(new Chat(args, say),
    chat => chat.sendMessage({ text: args.text, ...(args.messageId && { messageId: args.messageId }) }), signal),

  resume: (args, { say, signal }) => after(new Chat(args, say), chat => chat.resumeStream(), signal),

  regenerate: (args, { say, signal }) => after(new Chat(args, say), chat => chat.regenerate(), signal),
})
