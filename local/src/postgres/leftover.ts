import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, isAlive, waitUntilGone } from '../pids.js';

/**
 * Stops a PostgreSQL that still serves this data directory because its launcher was killed.
 * Only a process whose command line names the directory is touched: the id in the file may be somebody else's by now.
 */
export async function stopLeftover(data: string): Promise<void> {
  const pid = postmasterPid(data);
  if (pid === undefined || !isAlive(pid) || !commandLineOf(pid)?.includes(data)) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal); // fast shutdown, then immediate; never SIGKILL, which strands its children
    if (await waitUntilGone(pid, 10_000)) return;
  }
  const message = `PostgreSQL ${pid} still uses ${data} and does not stop; stop it by hand and start again`;
  throw Object.assign(new Error(message), { code: 'postgres_stuck' });
}

function postmasterPid(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isNaN(pid) ? undefined : pid;
}
