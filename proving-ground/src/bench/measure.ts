export interface Timing {
  /** Calls a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly calls: number;
}

export interface LoadOptions {
  /** Calls under way at a time. */
  readonly atOnce: number;
  readonly forMs: number;
  /** Not counted. */
  readonly warmUpMs?: number;
}

/** Calls `work` again and again for a while, so many at a time. */
export async function load(options: LoadOptions, work: () => Promise<unknown>): Promise<Timing> {
  const { atOnce, forMs, warmUpMs = forMs / 5 } = options;
  const startedAt = performance.now();
  const countFrom = startedAt + warmUpMs;
  const until = countFrom + forMs;
  const times: number[] = [];
  const lane = async () => {
    for (;;) {
      const at = performance.now();
      if (at >= until) return;
      await work();
      const end = performance.now();
      if (at >= countFrom && end <= until) times.push(end - at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return timingOf(times, forMs);
}

export function timingOf(times: number[], forMs: number): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { rate: (times.length / forMs) * 1_000, p50: at(0.5), p95: at(0.95), calls: times.length };
}
