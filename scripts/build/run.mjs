import { spawn } from 'node:child_process';
import { root } from './workspace.mjs';

/**
 * Runs one of our tools with this Node, without a shell, and collects what it prints.
 * @param {string[]} args path of the script (relative to the repository), then its arguments
 * @param {{ cwd?: string, timeoutMs?: number, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(args, { cwd = root, timeoutMs = 300_000, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      timeout: timeoutMs,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal) output += `\nended by ${signal} (the limit is ${timeoutMs / 1000} s)`;
      resolve({ code: code ?? 1, output });
    });
  });
}

/** An error whose message is for the reader: the scripts print it without a stack. */
export class StepError extends Error {
  name = 'StepError';
  code = 'step_failed';
}

/** Prints what went wrong and leaves with a code that scripts can see. @param {unknown} error */
export function fail(error) {
  console.error(error instanceof StepError ? error.message : error);
  process.exit(1);
}
