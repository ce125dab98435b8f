// The conformance suite of MCP's makers: {base, known} of a call, known being the scenarios that are not to pass.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from './script.mjs'

const suite = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'))

serve({
  run: ({ base, known }) => new Promise(resolve => {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
    const baseline = join(folder, 'known.yaml')
    writeFileSync(baseline, ['server:', ...known.map(name => `  - ${name}`)].join('\n') + '\n')
    const options = ['--url', `${base}/mcp`, '--suite', 'all', '--expected-failures', baseline]
    execFile(process.execPath, [suite, 'server', ...options],
      { cwd: folder, maxBuffer: 1 << 26 }, (error, output, faults) => {
        rmSync(folder, { recursive: true, force: true })
        resolve({ code: error?.code ?? 0, output: output + faults })
      })
  }),
})
