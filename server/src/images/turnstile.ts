/** Lets a limited number in at once, first come, first served. */
export interface Turnstile {
  /**
   * Waits for a place. The function it answers gives the place back and must be called exactly once.
   * Answers `undefined` at once if too many wait already.
   *
   * @throws `signal.reason` if aborted while waiting.
   */
  enter(signal?: AbortSignal | undefined): Promise<(() => void) | undefined>;
}

/** @param limits - How many may be inside at once, and how many more may wait. */
export function createTurnstile(limits: {
  readonly maxInside: number;
  readonly maxWaiting: number;
}): Turnstile {
  const waiting = new Set<() => void>();
  let inside = 0;

  function leave(): void {
    const [next] = waiting;
    // The place is handed on rather than freed, so that nobody who comes just now overtakes.
    if (next === undefined) inside--;
    else next();
  }

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (inside < limits.maxInside) {
        inside++;
        return leave;
      }
      if (waiting.size >= limits.maxWaiting) return undefined;
      await new Promise<void>((resolve, reject) => {
        const admit = (): void => {
          waiting.delete(admit);
          signal?.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = (): void => {
          waiting.delete(admit);
          reject(signal?.reason);
        };
        waiting.add(admit);
        signal?.addEventListener('abort', giveUp, { once: true });
      });
      return leave;
    },
  };
}
