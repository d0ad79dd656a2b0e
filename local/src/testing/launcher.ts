import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { freePort } from '../ports.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** A folder and two ports for a system of a test's own; whatever still runs there is killed when the test ends. */
export interface Place {
  dataDirectory: string;
  apiUrl: string;
  sandboxUrl: string;
  env: Record<string, string>;
}

/** What `npm start` runs, as a terminal would run it. */
export interface Launcher {
  child: ChildProcess;
  /** All that it has printed. */
  output(): string;
  /** Resolves when it has printed `text`; throws when it ends before or takes too long. */
  untilPrinted(text: string, timeoutMs?: number): Promise<void>;
  /** Sends a signal to the whole foreground group, as a Ctrl-C does, and waits for the end. */
  interrupt(): Promise<number | null>;
}

export async function place(t: { after(cleanUp: () => void): void }): Promise<Place> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tryon-e2e-'));
  chmodSync(dataDirectory, 0o755); // as `.data` is: PostgreSQL, which runs as nobody under root, passes through
  const [apiPort, sandboxPort] = [await freePort(), await freePort()];
  t.after(() => {
    for (const pid of processesOf(dataDirectory)) process.kill(pid, 'SIGKILL');
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 10 });
  });
  return {
    dataDirectory,
    apiUrl: `http://127.0.0.1:${apiPort}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    env: {
      TRYON_API_PORT: String(apiPort),
      TRYON_DATA_DIR: dataDirectory,
      TRYON_SANDBOX_PORT: String(sandboxPort),
    },
  };
}

/** Starts the system as `npm start` does once everything is built. */
export function launch(at: Place): Launcher {
  return watch(spawnGroup(process.execPath, [MAIN], at.env));
}

/** Starts the system through a stand-in for npm, which is what matters of it here: a process, a shell, then ours. */
export function launchByNpm(at: Place): Launcher {
  const command = `"${process.execPath}" "${MAIN}"; exit $?`; // the second command keeps the shell from becoming it
  const npm = `require('node:child_process').spawn('sh', ['-c', process.env.COMMAND], { stdio: 'inherit' });`;
  return watch(
    spawnGroup(process.execPath, ['-e', npm], { ...at.env, COMMAND: command, npm_lifecycle_event: 'start' }),
  );
}

function spawnGroup(program: string, args: string[], env: Record<string, string>) {
  return spawn(program, args, {
    detached: true, // its own group, so that a signal to the group spares the test
    env: { ...process.env, DATABASE_URL: '', npm_lifecycle_event: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function watch(child: ChildProcessByStdio<null, Readable, Readable>): Launcher {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    child,
    output: () => output,
    async untilPrinted(text, timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs;
      while (!output.includes(text)) {
        const ended = child.exitCode !== null || child.signalCode !== null;
        if (ended || Date.now() > deadline) throw new Error(`"${text}" was not printed:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async interrupt() {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        process.kill(-child.pid, 'SIGINT');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

/** The processes that were started for this folder, their children's children too: they inherit its variable. */
export function processesOf(dataDirectory: string): number[] {
  if (!existsSync('/proc/self/environ')) return [];
  const mark = `TRYON_DATA_DIR=${dataDirectory}\0`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && environmentOf(pid).includes(mark));
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

/** The superuser's URL of the place's PostgreSQL while it runs. */
export function databaseUrlOf({ dataDirectory }: Place): string {
  const password = readFileSync(join(dataDirectory, 'postgres/password'), 'utf8').trim();
  // postmaster.pid: process id, folder, start time, port, …
  const port = readFileSync(join(dataDirectory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://tryon:${password}@127.0.0.1:${port}/postgres`;
}
