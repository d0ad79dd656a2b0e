import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The ids that PostgreSQL's processes get; empty means: those of the caller. */
export interface Account {
  uid?: number;
  gid?: number;
}

const NOBODY: Account = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root. As root it runs as `nobody`, so that no user has to be created. */
export function databaseAccount(): Account {
  return process.getuid?.() === 0 ? NOBODY : {};
}

/**
 * Creates a folder that only `account` can read and answers its path. Where `account` cannot reach the wanted
 * one (root's clone under /root, mode 0700), a folder under /var/tmp with a name derived from it takes its place.
 */
export function privateDirectory(wanted: string, account: Account): string {
  mkdirSync(wanted, { recursive: true });
  if (account.uid === undefined) {
    chmodSync(wanted, 0o700);
    return wanted;
  }
  const directory = isReachable(wanted, account) ? wanted : standIn(wanted);
  mkdirSync(directory, { recursive: true });
  refuseForeign(directory, [0, account.uid]);
  chmodSync(directory, 0o700);
  chownSync(directory, account.uid, account.gid ?? account.uid);
  return directory;
}

/** /var/tmp is open to everybody: what another user put there first must not be run or trusted. */
export function refuseForeign(path: string, ownerIds: readonly number[]): void {
  const stat = lstatSync(path);
  if (stat.isDirectory() && ownerIds.includes(stat.uid)) return;
  const error = new Error(`${path} belongs to another user; remove it and start again`);
  throw Object.assign(error, { code: 'foreign_directory' });
}

function isReachable(directory: string, account: Account): boolean {
  // Entering a folder needs its execute bit on every level above, which only the account itself can tell.
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1/.." && [ -x . ]', 'sh', directory], account).status === 0;
}

function standIn(wanted: string): string {
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return join('/var/tmp', `tryon-postgres-${name}`);
}
