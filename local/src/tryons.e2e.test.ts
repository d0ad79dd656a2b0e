import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { connect } from '@tryon/core/db/connect';
import { type CompletedTryon, TryOn } from '@tryon/sdk';
import { demoKeys } from './demo.js';
import { commandLineOf } from './pids.js';
import { databaseUrlOf, type Launcher, launch, type Place, place, processesOf } from './testing/launcher.js';

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

/** Four stand-in models, each in another top. */
async function pairs(client: TryOn) {
  const models = await client.sandbox.listModels();
  const tops = (await client.sandbox.listGarments()).data.filter(({ category }) => category === 'tops');
  return models.data.slice(0, 4).map((model, i) => ({
    model_image: model.id,
    garment_image: tops[i % tops.length]?.id ?? '',
  }));
}

function kill(at: Place, which: RegExp): void {
  const pids = processesOf(at.dataDirectory).filter((pid) => which.test(commandLineOf(pid) ?? ''));
  assert.notEqual(pids.length, 0);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}

async function isRealPicture({ output: [picture] }: CompletedTryon): Promise<void> {
  const response = await fetch(picture?.url ?? '', { signal: AbortSignal.timeout(5_000) });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^image\//);
  assert.ok((await response.arrayBuffer()).byteLength > 10_000);
}

async function eachWasChargedOnce(at: Place, count: number): Promise<void> {
  const sql = connect(databaseUrlOf(at), { max: 1 });
  try {
    const reservations = await sql`
      select state, charged_units as charged, count(*)::int from usage_reservations group by 1, 2`;
    assert.deepEqual([...reservations], [{ state: 'charged', charged: 1, count }]);
    const counters = await sql`select reserved, charged from usage_counters`;
    assert.deepEqual([...counters], [{ reserved: 0, charged: count }]);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

test('ends every try-on, each charged once, though its processes are killed in the middle', async (t) => {
  const { at, client, launcher } = await running(t);
  const tryons = await Promise.all((await pairs(client)).map((params) => client.tryons.create(params)));
  const wait = (index: number) => client.tryons.wait(tryons[index]?.id ?? '', { waitTimeoutMs: 60_000 });

  await wait(0);
  kill(at, /(server|worker)\/dist\/main\.js/);
  await launcher.untilPrinted('The server runs again');
  await wait(1);
  kill(at, /./); // the launcher and PostgreSQL, too
  if (launcher.child.signalCode === null) await once(launcher.child, 'exit');

  const again = launch(at);
  await again.untilPrinted('ready (');
  const ended = await Promise.all(tryons.map((_, index) => wait(index)));
  await Promise.all(ended.map(isRealPicture));
  await eachWasChargedOnce(at, tryons.length);
  await again.interrupt();
});
