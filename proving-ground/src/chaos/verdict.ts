import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from './ground.js';
import { judgePictures } from './judge-pictures.js';

export interface Ended {
  readonly id: string;
  readonly status: string;
  readonly code: string | null;
  readonly ms: number;
}

/** Waits until all try-ons have ended, through outages of the database. @returns those that did not. */
export async function untilEnded(
  ground: Ground,
  ids: readonly string[],
  patienceMs: number,
): Promise<string[]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const open = await query(ground, async () => {
      const rows = await ground.fleet.sql<{ id: string }[]>`
        select id from tryons where id = any(${[...ids]}) and status in ('queued', 'processing')`;
      return rows.map((row) => row.id);
    });
    if (open.length === 0 || Date.now() > until) return open;
    await sleep(250);
  }
}

export async function endings(ground: Ground, ids: readonly string[]): Promise<Ended[]> {
  return query(ground, async () => [
    ...(await ground.fleet.sql<Ended[]>`
      select id, status, error_code as code, (extract(epoch from ended_at - created_at) * 1000)::float8 as ms
      from tryons where id = any(${[...ids]})`),
  ]);
}

/** A run that turned out to be worth nothing is made once more. */
const MAX_RUNS = 2;

/**
 * What must hold after any chaos: every accepted try-on is there and ended, none was made twice, none was bought twice,
 * exactly the completed ones are charged and show their picture, and the merchant heard of each, by one event with one id
 * that tells its end.
 * @param boughtElsewhere - Another provider than the proving ground's own, which judges that itself; false by default.
 * @returns what does not hold, a sentence each.
 */
export async function judge(
  ground: Ground,
  ids: readonly string[],
  { boughtElsewhere = false }: { readonly boughtElsewhere?: boolean } = {},
): Promise<string[]> {
  const wrong: string[] = [];
  const open = await untilEnded(ground, ids, 120_000);
  if (open.length > 0) wrong.push(`${open.length} try-ons never ended (${open.slice(0, 3).join(', ')})`);
  const ended = await endings(ground, ids);
  if (new Set(ids).size !== ids.length) wrong.push('a submit answered the id of another one');
  if (ended.length !== ids.length) wrong.push(`${ids.length - ended.length} accepted try-ons are gone`);

  const [count] = await ground.fleet.sql<{ all: number }[]>`select count(*)::int as all from tryons`;
  if (count?.all !== ids.length) wrong.push(`${count?.all} try-ons exist where ${ids.length} were accepted`);
  const { bought, paidTwice } = ground.provider;
  for (const id of paidTwice) wrong.push(`${id} was bought again while its first run was still good`);
  for (const [id, times] of bought) if (times > MAX_RUNS) wrong.push(`${id} was bought ${times} times`);
  const free = ended.filter(({ id, status }) => status === 'completed' && !bought.has(id));
  if (free.length > 0 && !boughtElsewhere) wrong.push(`${free.length} are completed that nobody bought`);
  const completedIds = ended.filter(({ status }) => status === 'completed').map(({ id }) => id);
  wrong.push(...(await judgePictures(ground, completedIds)));
  const completed = completedIds.length;
  const [usage] = await ground.fleet.sql<{ charged: number; reserved: number }[]>`
    select sum(charged)::int as charged, sum(reserved)::int as reserved from usage_counters where livemode`;
  if (usage?.charged !== completed) wrong.push(`${usage?.charged} charged where ${completed} were completed`);
  if (usage?.reserved !== 0) wrong.push(`${usage?.reserved} are still reserved`);
  const [ledger] = await ground.fleet.sql<{ charged: number }[]>`
    select coalesce(sum(charged_units), 0)::int as charged from usage_reservations where state = 'charged'`;
  if (ledger?.charged !== completed) wrong.push(`the ledger says ${ledger?.charged}, not ${completed}`);
  wrong.push(...(await judgeWebhooks(ground, ended)));
  if (wrong.length > 0) console.log(ground.fleet.lastWords());
  return wrong;
}

async function judgeWebhooks(ground: Ground, ended: readonly Ended[]): Promise<string[]> {
  const { heard, types } = ground.receiver;
  const ids = ended.map(({ id }) => id);
  // A delivery whose worker died waits for its lease and for the sweep.
  for (const until = Date.now() + 90_000; Date.now() < until && ids.some((id) => !heard.has(id)); )
    await sleep(250);
  const unheard = ids.filter((id) => !heard.has(id));
  const doubled = ids.filter((id) => (heard.get(id)?.size ?? 0) > 1);
  const untrue = ended.filter(({ id, status }) => types.has(id) && !types.get(id)?.has(`tryon.${status}`));
  return [
    ...(untrue.length > 0 ? [`${untrue.length} try-ons were told of with another end`] : []),
    ...(unheard.length > 0
      ? [`${unheard.length} try-ons were never told of (${unheard.slice(0, 3).join(', ')})`]
      : []),
    ...(doubled.length > 0 ? [`${doubled.length} try-ons were told of under two ids`] : []),
    ...(ground.receiver.forged() > 0 ? [`${ground.receiver.forged()} webhooks could not be verified`] : []),
  ];
}

/** Asks again while the database is away. */
async function query<T>(_ground: Ground, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 60) throw error;
      await sleep(500);
    }
  }
}

/** `completed 195, provider_error 5` */
export function tally(ended: readonly Ended[]): string {
  const counts = new Map<string, number>();
  for (const { status, code } of ended) counts.set(code ?? status, (counts.get(code ?? status) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
