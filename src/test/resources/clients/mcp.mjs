// Both of MCP's clients: the one of the versions with a handshake, and the one of 2026-07-28. {base, key?, modern, …}.
import { Client as Modern, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client'
import { Client as Shaken } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as ShakenTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { bearer, serve } from './script.mjs'

const INFO = { name: 'rill-test', version: '1' }
const clients = new Map()

async function connected(args) {
  const { base, key, modern, mode = { pin: '2026-07-28' } } = args // or 'auto', 'legacy'
  const kept = JSON.stringify([base, key, modern, mode])
  if (!clients.has(kept)) {
    const url = new URL(`${base}/mcp`)
    const requests = []
    const options = {
      requestInit: { headers: bearer(key) },
      fetch: (to, init) => {
        requests.push({ method: init?.method ?? 'GET', headers: Object.fromEntries(new Headers(init?.headers)) })
        return fetch(to, init)
      },
    }
    const client = modern ? new Modern(INFO, { versionNegotiation: { mode } }) : new Shaken(INFO)
    const transport = modern ? new ModernTransport(url, options) : new ShakenTransport(url, options)
    await client.connect(transport)
    clients.set(kept, { client, transport, requests })
  }
  return clients.get(kept)
}

serve({
  async connect(args) {
    const { client, transport, requests } = await connected(args)
    return {
      version: client.getNegotiatedProtocolVersion?.() ?? transport.protocolVersion,
      server: client.getServerVersion(),
      capabilities: client.getServerCapabilities(),
      instructions: client.getInstructions(),
      requests,
    }
  },

  tools: async args => (await connected(args)).client.listTools(),

  async call({ name, arguments: given, meta, ...args }, { say, signal }) {
    const { client } = await connected(args)
    const options = { signal, onprogress: say }
    const params = { name, arguments: given, ...(meta && { _meta: meta }) }
    return args.modern ? client.callTool(params, options) : client.callTool(params, undefined, options)
  },

  resources: async ({ cursor, ...args }) => (await connected(args)).client.listResources(cursor ? { cursor } : {}),

  templates: async args => (await connected(args)).client.listResourceTemplates(),

  read: async ({ uri, ...args }) => (await connected(args)).client.readResource({ uri }),

  prompts: async args => (await connected(args)).client.listPrompts(),

  ping: async args => (await connected(args)).client.ping(),

  /** The headers of the last request. */
  last: async args => (await connected(args)).requests.at(-1),
})
