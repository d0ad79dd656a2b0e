// `npm run postgres`: a PostgreSQL of its own for tests that you run one by one; Ctrl-C stops it and removes its data.
// Optional argument: the folder for the data (then kept).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from './build/run.mjs';
import { build } from './build.mjs';

async function main() {
  // Somebody who runs single tests may have a half-written file elsewhere: that need not stop the database.
  const built = new URL('../local/dist/postgres.js', import.meta.url);
  if (!existsSync(built)) await build();
  const { startPostgres } = await import(built);
  const keep = process.argv[2];
  const directory = keep ?? mkdtempSync(join(tmpdir(), 'tryon-postgres-'));
  const postgres = await startPostgres({ directory });
  const stop = async () => {
    await postgres.stop();
    if (!keep) rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop().catch(fail));
  console.log(`TEST_DATABASE_URL=${postgres.url}`);
}

main().catch(fail);
