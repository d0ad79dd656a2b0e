import { parseArgs } from 'node:util';
import { findRedis } from '@tryon/local/services/redis';
import { badProvider } from './bad-provider.js';
import { flushRedis } from './flush-redis.js';
import { freeze } from './freeze.js';
import { killAnything } from './kill-anything.js';
import { many } from './many.js';
import { outages } from './outages.js';
import { paysOnce } from './pays-once.js';
import { randomFrom } from './random.js';
import { rollingRestart } from './rolling-restart.js';
import type { Broker, Scenario } from './scenario.js';
import { diskFull, s3Forbids, s3Refuses } from './storage-refuses.js';
import { streams } from './streams.js';

const SCENARIOS: readonly Scenario[] = [
  killAnything,
  flushRedis,
  freeze,
  outages,
  rollingRestart,
  diskFull,
  s3Refuses,
  s3Forbids,
  badProvider,
  paysOnce,
  many,
  streams,
];

const USAGE = `npm run chaos -- [--short] [--only NAME] [--over postgres|redis] [--seed N]
scenarios: ${SCENARIOS.map((scenario) => scenario.name).join(', ')}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      over: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed}`);
  const hasRedis = findRedis() !== undefined;
  if (!hasRedis) console.log('Not over Redis, which this machine lacks (apt-get install redis-server)');
  const plays = SCENARIOS.filter(
    ({ name, long }) => (!values.only || name === values.only) && !(values.short && long),
  ).flatMap((scenario) =>
    scenario.brokers
      .filter((broker) => {
        if ((values.over && broker !== values.over) || (broker === 'redis' && !hasRedis)) return false;
        const enough = hasRedis ? scenario.shortBroker : undefined;
        return !(values.short && !values.over && enough && broker !== enough);
      })
      .map((broker) => ({ scenario, broker })),
  );
  // In its short form, which measures nothing, those over PostgreSQL and those over Redis play side by side: they mostly wait.
  const lanes = values.short
    ? (['postgres', 'redis'] as const).map((over) => plays.filter(({ broker }) => broker === over))
    : [plays];
  let passed = 0;
  let failed = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { scenario, broker } of lane) {
        if (await play(scenario, broker, values.short, seed)) passed++;
        else failed++;
      }
    }),
  );
  if (passed + failed === 0) console.log(USAGE);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

async function play(scenario: Scenario, broker: Broker, short: boolean, seed: number): Promise<boolean> {
  const startedAt = Date.now();
  const title = `${scenario.name} over ${broker === 'redis' ? 'Redis' : 'PostgreSQL'}`;
  console.log(`${title} ...`);
  const say = (line: string) => console.log(`  ${scenario.name}: ${line}`);
  try {
    const { seen, wrong } = await scenario.run({ broker, short, seed, random: randomFrom(seed), say });
    say(seen);
    for (const line of wrong) say(`WRONG: ${line}`);
    say(`${wrong.length === 0 ? 'holds' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1_000)} s)`);
    return wrong.length === 0;
  } catch (error) {
    console.error(error);
    say('FAILED: the scenario itself broke off');
    return false;
  }
}

await main();
