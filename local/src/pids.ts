import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process with this id exists and is more than an entry waiting to be reaped. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || statOf(pid)?.[0] !== 'Z';
}

/** The command line of a process, or undefined when it is gone or this platform does not tell. */
export function commandLineOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readProc(pid, 'cmdline')?.replaceAll('\0', ' ').trim();
  return psColumn(pid, 'command');
}

/**
 * Something that stays the same while a process lives and that no later process with its id shares: ids are
 * reused, above all in containers. Undefined when it is gone or this platform does not tell.
 */
export function identityOf(pid: number): string | undefined {
  const command = commandLineOf(pid);
  const startedAt = process.platform === 'linux' ? statOf(pid)?.[19] : psColumn(pid, 'lstart');
  return command === undefined ? undefined : `${startedAt ?? ''} ${command}`;
}

/** The process id of a process's parent, or undefined when it is gone or this platform does not tell. */
export function parentOf(pid: number): number | undefined {
  const parent = Number(process.platform === 'linux' ? statOf(pid)?.[1] : psColumn(pid, 'ppid'));
  return parent > 0 ? parent : undefined;
}

/** Waits until the process is gone; answers false when it still lives after `timeoutMs`. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** The fields of /proc/…/stat from the state on: [0] state, [1] parent, [19] start time in ticks since boot. */
function statOf(pid: number): string[] | undefined {
  const stat = readProc(pid, 'stat');
  // The name, in brackets, may itself hold brackets and spaces: the rest follows the last bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function psColumn(pid: number, column: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const ps = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', timeout: 5_000 });
  return ps.status === 0 ? ps.stdout.trim() : undefined;
}
