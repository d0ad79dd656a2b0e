import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLineOf, isAlive, waitUntilGone } from './pids.js';
import { launch, launchByNpm, type Place, place, processesOf } from './testing/launcher.js';

interface DemoFile {
  api_url: string;
  sandbox_url: string;
  publishable_key: string;
  secret_key: string;
}

function demoFile({ dataDirectory }: Place): DemoFile {
  return JSON.parse(readFileSync(join(dataDirectory, 'demo.json'), 'utf8')) as DemoFile;
}

function postgresPid({ dataDirectory }: Place): number {
  return Number.parseInt(readFileSync(join(dataDirectory, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

async function nothingRuns({ dataDirectory }: Place): Promise<void> {
  const gone = await Promise.all(processesOf(dataDirectory).map((pid) => waitUntilGone(pid, 15_000)));
  assert.ok(gone.every(Boolean), 'a process was left behind');
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  assert.equal(response.status, 200, url);
}

test('starts everything, says where it is, and leaves nothing behind on Ctrl-C', async (t) => {
  const at = await place(t);
  const launcher = launch(at);
  await launcher.untilPrinted('ready (');
  const demo = demoFile(at);
  assert.equal(demo.api_url, at.apiUrl);
  assert.equal(demo.sandbox_url, at.sandboxUrl);
  assert.match(demo.publishable_key, /^pk_test_demo/);
  assert.match(demo.secret_key, /^sk_test_demo/);
  for (const printed of Object.values(demo)) assert.ok(launcher.output().includes(printed));
  await answers(`${demo.api_url}/readiness`);
  await answers(demo.sandbox_url);
  const postgres = postgresPid(at);

  const second = launch(at);
  await once(second.child, 'exit');
  assert.equal(second.child.exitCode, 1);
  assert.match(second.output(), new RegExp(`kill ${launcher.child.pid}`));

  assert.equal(await launcher.interrupt(), 0);
  assert.equal(isAlive(postgres), false);
  await nothingRuns(at);
  for (const name of ['demo.json', 'start.lock'])
    assert.equal(existsSync(join(at.dataDirectory, name)), false);
});

test('stops what has started when it is interrupted during the start', async (t) => {
  const at = await place(t);
  const launcher = launch(at);
  await launcher.untilPrinted('Preparing the database');
  await launcher.interrupt();
  await nothingRuns(at);
  assert.equal(existsSync(join(at.dataDirectory, 'start.lock')), false);
});

test('names a taken port and the variable that chooses another', async (t) => {
  const at = await place(t);
  const other = createServer().listen(Number(new URL(at.apiUrl).port), '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const launcher = launch(at);
  await once(launcher.child, 'exit');
  assert.match(launcher.output(), new RegExp(`Port ${new URL(at.apiUrl).port} is taken.*TRYON_API_PORT=`));
});

test('starts server, worker and PostgreSQL again when they are killed', async (t) => {
  const at = await place(t);
  const launcher = launch(at);
  await launcher.untilPrinted('ready (');
  const killed = processesOf(at.dataDirectory).filter((pid) =>
    /(server|worker)\/dist\/main\.js/.test(commandLineOf(pid) ?? ''),
  );
  assert.equal(killed.length, 2);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  await launcher.untilPrinted('The server runs again');
  await launcher.untilPrinted('The worker runs again');
  process.kill(postgresPid(at), 'SIGKILL');
  await launcher.untilPrinted('The PostgreSQL runs again');
  await untilAnswers(`${at.apiUrl}/readiness`);
  assert.equal(await launcher.interrupt(), 0);
  await nothingRuns(at);
});

test('ends its parts and starts again with its data after a kill -9 of the launcher, and of every process at once', async (t) => {
  const at = await place(t);
  const first = launch(at);
  await first.untilPrinted('ready (');
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = launch(at); // at once: the old parts are still on their way out
  await second.untilPrinted('ready (');
  await answers(`${at.apiUrl}/readiness`);
  for (const pid of [...processesOf(at.dataDirectory), postgresPid(at)]) process.kill(pid, 'SIGKILL');
  const third = launch(at);
  await third.untilPrinted('ready (');
  await answers(`${at.apiUrl}/readiness`);
  assert.equal(await third.interrupt(), 0);
  await nothingRuns(at);
});

test('stops when npm, which started it through a shell, is killed', async (t) => {
  const at = await place(t);
  const npm = launchByNpm(at);
  await npm.untilPrinted('ready (');
  npm.child.kill('SIGKILL');
  await nothingRuns(at);
  assert.equal(existsSync(join(at.dataDirectory, 'start.lock')), false);
});

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    // A server that was only just started may end with the PostgreSQL it was connecting to, and is started again.
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
      if (Date.now() >= deadline) throw error;
    });
    if (response?.ok) return;
    if (response)
      assert.ok(Date.now() < deadline, `${url} answers ${response.status}: ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
