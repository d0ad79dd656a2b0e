import { spawn } from 'node:child_process';

/**
 * Runs npm and collects what it prints.
 * @param {string[]} args
 * @param {{ cwd: string, timeoutMs?: number, env?: Record<string, string> }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNpm(args, { cwd, timeoutMs = 300_000, env = {} }) {
  const npm = process.env.npm_execpath; // the npm that runs us is a script: no shell needed on any platform
  const [program, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...args], {
      cwd,
      timeout: timeoutMs,
      env: { ...process.env, ...env },
      shell: program === 'npm' && process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
