import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS, type FaultName } from '@tryon/fake-providers/faults';
import { type FakeProviders, startFakeProviders } from '@tryon/fake-providers/start-fake-providers';
import type { Part } from '../fleet/part.js';
import { type Ground, openGround } from './ground.js';
import { eachOf, type Scenario } from './scenario.js';
import { endings, judge, tally, untilEnded } from './verdict.js';

const KILL_EVERY_MS = 2_500;
/** These end by their deadline, a minute or more later: not in the short form. */
const ENDLESS: ReadonlySet<FaultName> = new Set<FaultName>([
  'stuck-in-queue',
  'never-ends',
  'poll-forgotten',
  'poll-unauthorized',
  'submit-hangs',
  'submit-endless',
]);
/** These say something about the provider as a whole, so that nothing else would be bought there for a while. */
const WHOLE: ReadonlySet<FaultName> = new Set<FaultName>(['unauthorized', 'forbidden', 'out-of-credits']);
/** What the result guard refuses: the one case in which a second picture is paid for, knowingly. */
const REFUSED_PICTURES: ReadonlySet<FaultName> = new Set<FaultName>([
  'echo-person',
  'echo-garment',
  'blank',
  'wrong-aspect',
  'result-garbage',
]);

/** fal and FASHN, every other run with one of their faults, while workers, servers and PostgreSQL get `kill -9`. */
export const paysOnce: Scenario = {
  name: 'pays-once',
  brokers: ['postgres'],
  async run({ broker, short, random, seed, say }) {
    const fake = await startFakeProviders({ timeScale: 0.1, seed, fashnConcurrency: 6 });
    const names = FAULTS.map(({ name }) => name).filter(
      (name) => !WHOLE.has(name) && !(short && ENDLESS.has(name)),
    );
    fake.faults.sometimes(0.5, names);
    const ground = await openGround({
      servers: 2,
      workers: 2,
      broker,
      providerMs: 1_000,
      remoteConcurrency: 10,
      policy: [
        { provider: 'fal', monthlyBudgetMicros: 1_000_000 },
        { provider: 'fashn', monthlyBudgetMicros: null },
      ],
      outsideOrigins: [fake.falUrl],
      workerEnvironment: ([server = '']) => ({
        FAL_KEY: fake.keys.fal,
        FAL_ADMIN_KEY: fake.keys.falAdmin,
        FAL_BASE_URL: fake.falUrl,
        FAL_PLATFORM_URL: fake.falPlatformUrl,
        FAL_JWKS_URL: fake.jwksUrl,
        FASHN_API_KEY: fake.keys.fashn,
        FASHN_BASE_URL: fake.fashnUrl,
        PROVIDER_CALLBACK_URL: server,
      }),
    });
    try {
      const { fleet, client } = ground;
      const images = [await client.upload('#8899aa'), await client.upload('#aa3322')] as const;
      const victims: Part[] = [...fleet.servers, ...fleet.workers, ...(short ? [] : [fleet.postgres])];
      const over = new AbortController();
      let kills = 0;
      const killing = (async () => {
        while (!over.signal.aborted) {
          await sleep(KILL_EVERY_MS);
          kills++;
          await (victims[Math.floor(random() * victims.length)] as Part).kill9();
        }
      })();
      const ids = await eachOf(Array.from({ length: short ? 60 : 200 }), 6, async () => {
        await sleep(random() * 2_000);
        return client.submit(images, { mode: 'performance' });
      });
      await untilEnded(ground, ids, short ? 45_000 : 90_000);
      over.abort();
      await killing;
      fake.faults.clear();
      const wrong = [
        ...(await judge(ground, ids, { boughtElsewhere: true })),
        ...(await judgePayments(ground, fake)),
      ];
      const runs = fake.runs();
      say(
        `${runs.filter((run) => run.api === 'fal').length} runs at fal, ${runs.filter((run) => run.api === 'fashn').length} at FASHN`,
      );
      return { seen: `${kills} kills; ${tally(await endings(ground, ids))}`, wrong };
    } finally {
      await ground.close();
      await fake.close();
    }
  },
};

interface Purchase {
  readonly tryonId: string;
  readonly seed: number;
  readonly rows: number;
  readonly open: number;
}

/** Nothing is bought that the database does not know of, and nothing is paid for twice. */
async function judgePayments({ fleet }: Ground, fake: FakeProviders): Promise<string[]> {
  const wrong: string[] = [];
  const purchases = await fleet.sql<Purchase[]>`
    select t.id as "tryonId", t.seed::float8 as seed, count(r.n)::int as rows,
      count(r.n) filter (where r.state in ('submitting', 'submitted'))::int as open
    from tryons t left join provider_runs r on r.tryon_id = t.id group by t.id`;
  for (const { tryonId, seed, rows, open } of purchases) {
    const runs = fake.runs().filter((run) => run.inputs.seed === seed);
    if (runs.length > rows)
      wrong.push(`${tryonId} was bought ${runs.length} times and is known ${rows} times`);
    const paid = runs.filter((run) => run.charged > 0);
    const [first] = paid;
    if (paid.length > 1 && !(first?.fault && REFUSED_PICTURES.has(first.fault)))
      wrong.push(
        `${tryonId} was paid ${paid.length} times (${paid.map((run) => run.fault ?? 'fine').join(', ')})`,
      );
    if (open > 0) wrong.push(`${tryonId} has ended and its run is open`);
  }
  const [spend] = await fleet.sql<{ counted: number; runs: number; fal: number }[]>`
    select (select sum(micros) from provider_spend)::float8 as counted,
      (select sum(coalesce(cost_micros, reserved_micros)) from provider_runs)::float8 as runs,
      (select sum(micros) from provider_spend where provider = 'fal')::float8 as fal`;
  const taken = fake.runs().reduce((sum, run) => sum + run.charged, 0) * 75_000;
  if (spend?.counted !== spend?.runs)
    wrong.push(`${spend?.counted} counted as spent, ${spend?.runs} in the runs`);
  if ((spend?.counted ?? 0) < taken)
    wrong.push(`${spend?.counted} counted as spent where ${taken} were taken`);
  const [wait] = await fleet.sql<{ ms: number }[]>`
    select percentile_cont(0.5) within group (order by extract(epoch from r.ended_at - r.submitted_at) * 1000)::float8 as ms
    from provider_runs r join tryons t on t.id = r.tryon_id where t.status = 'completed'`;
  // Both are first asked after five seconds: what ends earlier was ended by the provider's call.
  if ((wait?.ms ?? 0) > 4_000)
    wrong.push(`half of the runs took ${wait?.ms} ms: the providers' calls end no wait`);
  if ((spend?.fal ?? 0) > 1_000_000) wrong.push(`${spend?.fal} spent at fal, above its budget`);
  return wrong;
}
