import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connect } from '@tryon/core/db/connect';
import { commandLineOf, isAlive, waitUntilGone } from './pids.js';
import { type Postgres, startPostgres } from './postgres.js';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'tryon-postgres-test-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(text))] as unknown as Row[];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function remember(postgres: Postgres): Promise<void> {
  await query(postgres.url, 'create table notes (text text); insert into notes values ($$kept$$)');
}

async function remembers(postgres: Postgres): Promise<void> {
  assert.deepEqual(await query(postgres.url, 'select text from notes'), [{ text: 'kept' }]);
}

test('starts, answers, keeps its data and leaves no process', async (t) => {
  const directory = folder(t);
  const first = await startPostgres({ directory });
  await remember(first);
  await first.stop();
  await first.stop();
  assert.equal(isAlive(first.pid), false);
  const second = await startPostgres({ directory });
  await remembers(second);
  await second.stop();
  assert.equal(isAlive(second.pid), false);
});

test('starts again with its data after a kill -9', async (t) => {
  const directory = folder(t);
  const first = await startPostgres({ directory, durable: true });
  await remember(first);
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  const second = await startPostgres({ directory, durable: true });
  t.after(() => second.stop());
  await remembers(second);
});

test('stops a PostgreSQL of the same folder that lost its launcher', async (t) => {
  const directory = folder(t);
  const first = await startPostgres({ directory });
  await remember(first);
  const second = await startPostgres({ directory });
  t.after(() => second.stop());
  assert.equal(isAlive(first.pid), false);
  await remembers(second);
});

test('ends by itself when its launcher is killed', async (t) => {
  const directory = folder(t);
  const script = `
    const { startPostgres } = await import(${JSON.stringify(new URL('./postgres.js', import.meta.url).href)});
    const { pid } = await startPostgres({ directory: ${JSON.stringify(directory)} });
    console.log(pid); setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
  const pid = Number(String(line));
  assert.match(commandLineOf(pid) ?? '', /postgres/);
  launcher.kill('SIGKILL');
  assert.equal(await waitUntilGone(pid, 15_000), true);
});

test('lets two folders have a PostgreSQL each', async (t) => {
  const [one, two] = await Promise.all([
    startPostgres({ directory: folder(t) }),
    startPostgres({ directory: folder(t) }),
  ]);
  t.after(() => Promise.all([one.stop(), two.stop()]));
  await remember(one);
  await assert.rejects(remembers(two), /does not exist/);
});
