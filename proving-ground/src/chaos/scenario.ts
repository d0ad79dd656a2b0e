export type Broker = 'postgres' | 'redis';

export interface ScenarioContext {
  readonly broker: Broker;
  /** The short form, for CI. */
  readonly short: boolean;
  readonly seed: number;
  readonly random: () => number;
  /** Tells what happens. */
  readonly say: (line: string) => void;
}

export interface Outcome {
  /** What was seen, in one line. */
  readonly seen: string;
  /** What must not be; empty is good. */
  readonly wrong: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly brokers: readonly Broker[];
  /** The one that is enough for the short form, where there are two. */
  readonly shortBroker?: Broker;
  /** Left out of the short form. */
  readonly long?: boolean;
  run(context: ScenarioContext): Promise<Outcome>;
}

/**
 * Runs `background` until `work` has ended, however it ends: nothing goes on killing or submitting behind a scenario
 * that broke off. Fails when either does.
 */
export async function alongside<T>(
  background: (over: AbortSignal) => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const [worked, ran] = await Promise.allSettled([
    work().finally(() => over.abort()),
    background(over.signal),
  ]);
  if (worked.status === 'rejected') throw worked.reason;
  if (ran.status === 'rejected') throw ran.reason;
  return worked.value;
}

/** Runs `work` for every item, so many at a time. */
export async function eachOf<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
