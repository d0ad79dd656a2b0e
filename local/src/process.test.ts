import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isAlive, waitUntilGone } from './pids.js';
import { startProcess } from './process.js';
import { supervise } from './supervise.js';

const SERVES = `
  process.on('SIGTERM', () => process.exit(0));
  process.once('disconnect', () => process.exit(0));
  console.log('hello from', process.env.NAME);
  setInterval(() => {}, 1000);
  process.send({ type: 'ready' });`;

/** A program written to a file, with a log beside it. */
function program(t: TestContext, source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tryon-process-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const entry = join(folder, 'program.mjs');
  writeFileSync(entry, source);
  return { name: 'program', entry, env: { NAME: 'test' }, logFile: join(folder, 'program.log') };
}

test('is ready when the process says so, and writes what it prints to its log', async (t) => {
  const options = program(t, SERVES);
  const running = await startProcess(options);
  assert.equal(isAlive(running.pid), true);
  await running.stop();
  await running.stop();
  assert.equal(await running.exited, 'code 0');
  assert.equal(readFileSync(options.logFile, 'utf8'), 'hello from test\n');
});

test('shows the end of the log when the process dies before it is ready', async (t) => {
  const options = program(t, "console.error('PORT is not set'); process.exit(1);");
  await assert.rejects(startProcess(options), {
    code: 'process_failed',
    message: /code 1[\s\S]*PORT is not set/,
  });
});

test('gives up on a process that never says it is ready, and ends it', async (t) => {
  const options = {
    ...program(t, 'console.log(process.pid); setInterval(() => {}, 1000);'),
    readyTimeoutMs: 500,
  };
  await assert.rejects(startProcess(options), { code: 'process_failed', message: /not ready/ });
  assert.equal(await waitUntilGone(Number(readFileSync(options.logFile, 'utf8')), 5_000), true);
});

test('starts a part again when it is killed, and says so', async (t) => {
  const options = program(t, SERVES);
  const lines: string[] = [];
  const part = await supervise({
    name: 'program',
    start: () => startProcess(options),
    report: (line) => lines.push(line),
    backoffMs: 10,
  });
  const first = part.pid();
  process.kill(first, 'SIGKILL');
  while (part.pid() === first) await new Promise((resolve) => setTimeout(resolve, 10));
  const second = part.pid();
  assert.equal(isAlive(second), true);
  await part.stop();
  assert.equal(isAlive(second), false);
  assert.deepEqual(lines, [
    'The program ended (SIGKILL); starting it again in 0.01 s',
    'The program runs again',
  ]);
});

test('does not start a part again that was told to stop', async (t) => {
  const lines: string[] = [];
  const part = await supervise({
    name: 'program',
    start: () => startProcess(program(t, SERVES)),
    report: (line) => lines.push(line),
  });
  await part.stop();
  assert.equal(isAlive(part.pid()), false);
  assert.deepEqual(lines, []);
});

test('goes on trying while a part cannot be started again', async () => {
  let starts = 0;
  let die: (reason: string) => void = () => undefined;
  const lines: string[] = [];
  const part = await supervise({
    name: 'part',
    start: async () => {
      starts += 1;
      if (starts === 2) throw new Error('the port is taken');
      const exited = new Promise<string>((resolve) => {
        die = resolve;
      });
      return { pid: starts, exited, stop: async () => die('stopped') };
    },
    report: (line) => lines.push(line),
    backoffMs: 1,
  });
  die('code 1');
  while (part.pid() !== 3) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(lines.some((line) => line.includes('the port is taken')));
  await part.stop();
});
