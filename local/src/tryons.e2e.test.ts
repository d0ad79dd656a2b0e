import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { connect } from '@tryon/core/db/connect';
import { TryOn, type Tryon } from '@tryon/sdk';
import { demoKeys } from './demo.js';
import { commandLineOf } from './pids.js';
import { databaseUrlOf, type Launcher, launch, type Place, place, processesOf } from './testing/launcher.js';

const COUNT = 10;

interface Running {
  at: Place;
  launcher: Launcher;
  client: TryOn;
}

async function running(t: TestContext): Promise<Running> {
  const at = await place(t);
  const launcher = launch(at);
  await launcher.untilPrinted('ready (');
  return { at, launcher, client: new TryOn({ apiKey: demoKeys().secretKey, baseUrl: at.apiUrl }) };
}

/** One try-on after the other, each of the next stand-in model in the next top. */
async function pairs(client: TryOn, count: number) {
  const models = await client.sandbox.listModels();
  const tops = (await client.sandbox.listGarments()).data.filter(({ category }) => category === 'tops');
  return Array.from({ length: count }, (_, i) => ({
    model_image: models.data[i % models.data.length]?.id ?? '',
    garment_image: tops[i % tops.length]?.id ?? '',
  }));
}

async function createTen(client: TryOn): Promise<Tryon[]> {
  const params = await pairs(client, COUNT);
  return Promise.all(params.map((each) => client.tryons.create(each)));
}

async function untilOneHasEnded(client: TryOn, tryons: readonly Tryon[]): Promise<void> {
  const [first] = tryons;
  assert.ok(first);
  await client.tryons.wait(first.id, { waitTimeoutMs: 60_000 });
}

/** All have ended well, and each was charged exactly once. */
async function allEndChargedOnce({ at, client }: Pick<Running, 'at' | 'client'>, tryons: readonly Tryon[]) {
  const ended = await Promise.all(tryons.map(({ id }) => client.tryons.wait(id, { waitTimeoutMs: 120_000 })));
  for (const { output } of ended) assert.equal(output.length, 1);
  const sql = connect(databaseUrlOf(at), { max: 1 });
  try {
    const reservations = await sql`
      select state, charged_units as charged, count(*)::int from usage_reservations group by 1, 2`;
    assert.deepEqual([...reservations], [{ state: 'charged', charged: 1, count: tryons.length }]);
    const counters = await sql`select reserved, charged from usage_counters`;
    assert.deepEqual([...counters], [{ reserved: 0, charged: tryons.length }]);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

test('puts each stand-in model into a top, each within 15 s', async (t) => {
  const { client, launcher } = await running(t);
  const models = await client.sandbox.listModels();
  for (const params of await pairs(client, models.data.length)) {
    const startedAt = performance.now();
    const { output } = await client.tryons.run(params, { waitTimeoutMs: 15_000 });
    assert.ok(performance.now() - startedAt < 15_000);
    const picture = await fetch(output[0]?.url ?? '', { signal: AbortSignal.timeout(5_000) });
    assert.equal(picture.status, 200);
    assert.match(picture.headers.get('content-type') ?? '', /^image\//);
    assert.ok((await picture.arrayBuffer()).byteLength > 10_000);
  }
  await launcher.interrupt();
});

test('ends ten try-ons, each charged once, though server and worker are killed in the middle', async (t) => {
  const { at, client, launcher } = await running(t);
  const tryons = await createTen(client);
  await untilOneHasEnded(client, tryons);
  for (const pid of processesOf(at.dataDirectory)) {
    if (/(server|worker)\/dist\/main\.js/.test(commandLineOf(pid) ?? '')) process.kill(pid, 'SIGKILL');
  }
  await launcher.untilPrinted('The server runs again');
  await allEndChargedOnce({ at, client }, tryons);
  await launcher.interrupt();
});

test('ends ten try-ons, each charged once, though everything is killed in the middle and started again', async (t) => {
  const { at, client, launcher } = await running(t);
  const tryons = await createTen(client);
  await untilOneHasEnded(client, tryons);
  for (const pid of processesOf(at.dataDirectory)) process.kill(pid, 'SIGKILL');
  if (launcher.child.signalCode === null) await once(launcher.child, 'exit');
  const second = launch(at);
  await second.untilPrinted('ready (');
  await allEndChargedOnce({ at, client }, tryons);
  await second.interrupt();
});
