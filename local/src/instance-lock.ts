import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf, isAlive } from './pids.js';

export interface InstanceLock {
  /** Gives the lock back. Safe to call twice. */
  release(): void;
}

interface Holder {
  pid: number;
  identity: string;
  since: string;
}

const MAX_ATTEMPTS = 20;

/**
 * Takes the lock `file`, so that only one TryOn runs in a folder. A lock whose process is gone counts for nothing.
 *
 * @throws Error with code `already_running`, naming the process that holds it.
 */
export function acquireLock(file: string): InstanceLock {
  const mine: Holder = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    since: new Date().toISOString(),
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    // A link appears at once and whole, or fails: nobody ever reads half a lock.
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (tryLink(draft, file)) return { release: () => releaseOwn(file, mine) };
      const holder = readHolder(file);
      if (holder && isRunning(holder)) throw alreadyRunning(holder);
      if (holder) removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw Object.assign(new Error(`${file} cannot be taken; remove it and start again`), {
    code: 'lock_failed',
  });
}

function isRunning(holder: Holder): boolean {
  // In a container every start may get the same id: then the holder of our own id was an earlier start.
  if (holder.pid === process.pid || !isAlive(holder.pid)) return false;
  const identity = identityOf(holder.pid);
  return identity === undefined || identity === holder.identity;
}

/** Of several starts that find the same dead lock, one may have replaced it already: that one's is put back. */
function removeStale(file: string, dead: Holder): void {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = readHolder(aside);
  if (taken && taken.since !== dead.since) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // After a power cut the file may be empty: a lock of nobody.
    if (error instanceof SyntaxError) return { pid: 0, identity: '', since: '' };
    throw error;
  }
}

function releaseOwn(file: string, mine: Holder): void {
  const holder = readHolder(file);
  if (holder?.pid === mine.pid && holder.since === mine.since) rmSync(file, { force: true });
}

function alreadyRunning(holder: Holder): Error {
  const message = `TryOn runs here already (process ${holder.pid}, since ${holder.since}). Stop it first: kill ${holder.pid}`;
  return Object.assign(new Error(message), { code: 'already_running' });
}
