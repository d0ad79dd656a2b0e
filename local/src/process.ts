import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface ProcessOptions {
  /** For messages. */
  name: string;
  /** Absolute path of the compiled `main.js`. */
  entry: string;
  /** Added to this process's environment. */
  env: Readonly<Record<string, string>>;
  /** Where its output goes, appended. A file, not a pipe: it outlives a kill of this process. */
  logFile: string;
  /** Default 60,000. */
  readyTimeoutMs?: number;
}

/** Something that runs until it is stopped or dies. */
export interface Running {
  pid: number;
  /** Settles when it has ended, with the reason in words ("code 1", "SIGKILL"). */
  exited: Promise<string>;
  /** Ends it; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** Longer than a worker needs that is amid a submit to a provider: ended there, it would lose what was paid for. */
const STOP_TIMEOUT_MS = 50_000;
const SHOWN_LOG_CHARS = 2_000;

/**
 * Starts one of our processes and resolves when it says that it serves. The channel between the two is also its
 * lifeline: when this process dies, however it dies, the channel closes and the child ends itself.
 *
 * @throws Error with code `process_failed` and the end of its log when it dies first or takes too long.
 */
export async function startProcess(options: ProcessOptions): Promise<Running> {
  const log = openSync(options.logFile, 'a');
  const child = fork(options.entry, [], {
    detached: process.platform !== 'win32', // a Ctrl-C in the terminal is for us: we stop the parts in order
    env: { ...process.env, ...options.env },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const exited = once(child, 'exit').then(([code, signal]) => String(signal ?? `code ${code}`));
  const running: Running = { pid: child.pid ?? 0, exited, stop: () => stop(child, exited) };
  const failure = await untilReady(child, exited, options.readyTimeoutMs ?? 60_000);
  if (failure !== undefined) {
    await running.stop();
    const message = `The ${options.name} did not start (${failure}); the end of ${options.logFile}:\n${endOf(options.logFile)}`;
    throw Object.assign(new Error(message), { code: 'process_failed' });
  }
  return running;
}

/** @returns why it is not ready, or undefined when it is */
function untilReady(
  child: ChildProcess,
  exited: Promise<string>,
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(`not ready after ${timeoutMs / 1000} s`), timeoutMs);
    const settle = (failure?: string) => {
      clearTimeout(timer);
      resolve(failure);
    };
    child.on('message', (message) => {
      if (isReadyMessage(message)) settle();
    });
    exited.then(settle, (error: unknown) => settle(String(error)));
  });
}

function isReadyMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}

function endOf(file: string): string {
  return readFileSync(file, 'utf8').slice(-SHOWN_LOG_CHARS);
}
