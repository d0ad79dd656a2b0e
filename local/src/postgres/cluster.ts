import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.js';
import type { PostgresBinaries } from './binaries.js';

/** The role that owns everything in the embedded database. */
export const SUPERUSER = 'tryon';

/** A database cluster on disk and what is needed to log in. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  data: string;
  password: string;
}

/** Opens the cluster below `directory`, and creates it the first time (some 2 s). */
export function openCluster(directory: string, binaries: PostgresBinaries, account: Account): Cluster {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  if (!existsSync(data)) {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account.uid !== undefined) chownSync(passwordFile, account.uid, account.gid ?? account.uid);
    createCluster(data, passwordFile, binaries, account);
  }
  return { data, password: readFileSync(passwordFile, 'utf8').trim() };
}

function createCluster(
  data: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  account: Account,
): void {
  // initdb writes PG_VERSION early, so a killed one would look finished: it works aside and is then renamed.
  const aside = `${data}.unfinished`;
  rmSync(aside, { recursive: true, force: true });
  const made = spawnSync(
    binaries.initdb,
    [
      ...['-D', aside, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      // ICU's and libc's sort orders differ between machines; the built-in one is the same everywhere.
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync'],
    ],
    {
      ...account,
      cwd: join(data, '..'),
      env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  if (made.status !== 0) {
    const message = `PostgreSQL could not create its data directory ${data}\n${made.stderr ?? ''}`;
    throw Object.assign(new Error(message, { cause: made.error }), { code: 'initdb_failed' });
  }
  renameSync(aside, data);
}
