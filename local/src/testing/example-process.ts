import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { delimiter, extname, join } from 'node:path';

const READY_TIMEOUT_MS = 60_000;
const RUN_TIMEOUT_MS = 240_000;
const ASK_TIMEOUT_MS = 5_000;
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** An example that can be opened. */
export interface Served {
  /** Ends with a slash. */
  url: string;
  /** What its server has printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Whether a program is there to be run. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Runs a command to its end. @throws Error with what it printed, unless it ends well. */
export async function runInFolder(command: readonly string[], folder: string): Promise<void> {
  const { child, output } = start(command, folder, {});
  const timer = setTimeout(() => kill(child), RUN_TIMEOUT_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output()}`);
}

/** Runs a server and resolves when it answers. */
export async function serveCommand(
  command: readonly string[],
  { folder, port }: { folder: string; port: number },
): Promise<Served> {
  const { child, output } = start(command, folder, { PORT: String(port) });
  const url = `http://localhost:${port}/`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    kill(child);
    await once(child, 'exit');
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    await stop();
    throw new Error(`${command.join(' ')} does not answer:\n${output()}`);
  }
  return { url, output, stop };
}

/** Serves files, as a shop's own web server would. */
export async function serveFolder(folder: string, port: number): Promise<Served> {
  const server = createServer(({ url = '/' }, response) => {
    const file = join(folder, url === '/' ? 'index.html' : url.slice(1).replace(/\?.*/, ''));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    return response.end(readFileSync(file));
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://localhost:${port}/`, output: () => '', stop };
}

/** In a group of its own: npm is the parent of what really runs. */
function start(command: readonly string[], folder: string, env: Record<string, string>) {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: folder,
    detached: true,
    env: {
      ...process.env,
      ...env,
      // As npm runs scripts, without half a second of npm for each.
      PATH: `${join(folder, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      NEXT_TELEMETRY_DISABLED: '1',
      NG_CLI_ANALYTICS: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return { child, output: () => text };
}

function kill(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    return true;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
    if (cause?.code === 'ECONNREFUSED') return false;
    throw error;
  }
}
