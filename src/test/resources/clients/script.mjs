// Does with a client what a test says: a line of JSON each, {id, call, with} or {id, abort: true}. What a call comes to is
// told in the same way: {id, said} for each thing on the way, {id, done} or {id, failed} at its end.
import { createInterface } from 'node:readline'

const write = process.stdout.write.bind(process.stdout)
const tell = line => write(JSON.stringify(line) + '\n')
console.log = console.info = console.debug = console.error

export function serve(calls) {
  const running = new Map()

  async function run(id, call, args) {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const done = await calls[call](args ?? {}, { say: said => tell({ id, said }), signal: controller.signal })
      tell({ id, done: done ?? null })
    } catch (error) {
      tell({ id, failed: told(error) })
    } finally {
      running.delete(id)
    }
  }

  createInterface({ input: process.stdin }).on('line', line => {
    const { id, call, with: args, abort } = JSON.parse(line)
    if (abort) running.get(id)?.abort()
    else run(id, call, args)
  }).on('close', () => process.exit())
  process.on('unhandledRejection', error => console.error('nobody waits for', error))
}

export function told(error) {
  const { name, message, status, code, type, param, data } = error
  return { name, message, status, code, type, param, data, cause: error.cause && String(error.cause) }
}

export const bearer = key => key ? { Authorization: `Bearer ${key}` } : {}
