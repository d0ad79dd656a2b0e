import { isAlive, parentOf } from './pids.js';

const EVERY_MS = 500;

/**
 * Calls `onGone` once when the npm that runs this process has ended. npm starts us through a shell, and a signal sent
 * to npm alone ends npm and perhaps the shell, but never reaches us; without this the system would run on unseen.
 *
 * @returns a function that stops watching.
 */
export function watchNpm(onGone: () => void): () => void {
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    const lives = process.ppid === shell && (npm === undefined || isAlive(npm));
    if (lives) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
