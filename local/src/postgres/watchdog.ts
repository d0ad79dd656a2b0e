import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Stops PostgreSQL when this process dies without a chance to do so (`kill -9`): PostgreSQL knows nothing of its
 * parent, so a small process holds the other end of a channel and acts when that end closes.
 *
 * @returns a function that dismisses the watchdog.
 */
export function watchOver(postgresPid: number, data: string): () => void {
  const script = fileURLToPath(new URL('./watchdog-process.js', import.meta.url));
  const watchdog = fork(script, [String(postgresPid), data], {
    detached: process.platform !== 'win32', // a Ctrl-C in the terminal must not reach it
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  watchdog.unref();
  watchdog.channel?.unref();
  return () => {
    watchdog.kill('SIGKILL'); // it holds nothing
  };
}
