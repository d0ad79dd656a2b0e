import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { acquireLock } from './instance-lock.js';

function lockFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-lock-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'start.lock');
}

/** Another process that takes the lock and keeps it until it is killed; what it says is `taken` or the error's code. */
async function contender(file: string): Promise<{ said: string; child: ChildProcess }> {
  const script = `
    const { acquireLock } = await import(${JSON.stringify(new URL('./instance-lock.js', import.meta.url).href)});
    try { acquireLock(${JSON.stringify(file)}); console.log('taken'); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.code); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { said: String(said).trim(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('refuses a second start and names the process that runs', async (t) => {
  const file = lockFile(t);
  const { child } = await contender(file);
  t.after(() => kill(child));
  assert.throws(() => acquireLock(file), {
    code: 'already_running',
    message: new RegExp(`kill ${child.pid}`),
  });
});

test('takes over the lock of a process that was killed', async (t) => {
  const file = lockFile(t);
  const { said, child } = await contender(file);
  assert.equal(said, 'taken');
  await kill(child);
  acquireLock(file).release();
});

test('takes over a lock whose process id now belongs to another program', (t) => {
  const file = lockFile(t);
  writeFileSync(
    file,
    JSON.stringify({ pid: process.ppid, identity: 'some other program', since: 'yesterday' }),
  );
  acquireLock(file).release();
});

test('takes over a lock that a power cut left empty', (t) => {
  const file = lockFile(t);
  writeFileSync(file, '');
  acquireLock(file).release();
});

test('lets exactly one of several starts take a dead lock', async (t) => {
  const file = lockFile(t);
  writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, identity: 'gone', since: 'yesterday' }));
  const contenders = await Promise.all(Array.from({ length: 6 }, () => contender(file)));
  const said = contenders.map((each) => each.said);
  await Promise.all(contenders.map((each) => kill(each.child)));
  assert.deepEqual(said.toSorted(), [...Array(5).fill('already_running'), 'taken']);
});

test('leaves no file behind', (t) => {
  const file = lockFile(t);
  const lock = acquireLock(file);
  assert.ok(existsSync(file));
  lock.release();
  lock.release();
  assert.deepEqual(readdirSync(dirname(file)), []);
});
