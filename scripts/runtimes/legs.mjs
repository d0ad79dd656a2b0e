import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { StepError } from '../build/run.mjs';
import { root } from '../build/workspace.mjs';

/** @typedef {{ sentence: string, failure?: string }[]} Results */

const RUNNER = join(root, 'scripts/runtimes/run-cases.mjs');
const CASES = './sdk/dist/testing/wire/run-wire-cases.js';
const LIMIT_MS = 60_000;

/** Node, Deno or Bun: they run the files as they are. @returns {Promise<Results>} */
export async function runProcess(program, args, serverUrl) {
  const child = spawn(program, [...args, RUNNER, serverUrl], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    // Keeps their caches (and their questions about updates) out of the home folder.
    env: { ...process.env, DENO_DIR: join(tmpdir(), 'tryon-deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new StepError(`${program} ended with ${code}:\n${output}${errors}`);
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** workerd, as Cloudflare's Workers run it: one module, answering a request. @returns {Promise<Results>} */
export async function runWorkerd(program, serverUrl) {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-workerd-'));
  const handler = `import { runWireCases } from '${CASES}';
    export default { fetch: async ({ url }) => Response.json(await runWireCases(new URL(url).searchParams.get('server'))) };`;
  writeFileSync(join(folder, 'worker.js'), await bundle(handler));
  writeFileSync(join(folder, 'config.capnp'), CONFIG);
  const child = spawn(program, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    timeout: LIMIT_MS,
  });
  try {
    const ended = new Promise((_, reject) => {
      child.once('error', reject).once('exit', (code) => reject(new StepError(`workerd ended with ${code}`)));
    });
    const port = await Promise.race([listenedPort(child.stdio[3]), ended]);
    const asked = fetch(`http://127.0.0.1:${port}/?server=${encodeURIComponent(serverUrl)}`, {
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return await (await Promise.race([asked, ended])).json();
  } finally {
    child.removeAllListeners('exit').kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

// Global fetch may reach 127.0.0.1, where the tests' server is. The date sets how the runtime behaves, not its version.
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2026-01-01")),
    (name = "internet", network = (allow = ["private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

async function listenedPort(control) {
  for await (const line of control) {
    const event = JSON.parse(String(line));
    if (event.event === 'listen') return event.port;
  }
  throw new StepError('workerd did not listen');
}

/** A page of another origin than the server's, as a shop is. @returns {Promise<Results>} */
export async function runBrowser(browser, serverUrl) {
  const page = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>wire</title>');
  });
  await new Promise((resolve) => page.listen(0, '127.0.0.1', resolve));
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${page.address().port}/`);
    await tab.addScriptTag({
      type: 'module',
      content: await bundle(`import { runWireCases } from '${CASES}'; window.runWireCases = runWireCases;`),
    });
    return await tab.evaluate((url) => window.runWireCases(url), serverUrl);
  } finally {
    page.closeAllConnections();
    page.close();
  }
}

async function bundle(contents) {
  const { outputFiles } = await build({
    bundle: true,
    format: 'esm',
    platform: 'browser',
    stdin: { contents, resolveDir: root, sourcefile: 'cases.js' },
    target: 'es2022',
    write: false,
  });
  return outputFiles[0].text;
}
