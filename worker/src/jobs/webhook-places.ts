/** Attempts of one worker under way at a time, so that nobody's slow receivers can take every place. */
export interface PlaceLimits {
  readonly perEndpoint: number;
  readonly perMerchant: number;
}

export type Place =
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly retryAfterMs: number };

export interface WebhookPlaces {
  /** Takes a place for one attempt, or says when there may be one. */
  take(who: { readonly endpointId: string; readonly merchantId: string }): Place;
}

/** With 100 places in all, it takes five merchants whose receivers all hang to keep the others waiting. */
const LIMITS: PlaceLimits = { perEndpoint: 8, perMerchant: 20 };
const MIN_WAIT_MS = 250;
/** A receiver that was slow may be quick again. */
const MAX_WAIT_MS = 30_000;
const FIRST_GUESS_MS = 100;
/** Rather a little too early than leave a place empty. */
const HASTE = 0.8;

interface Crowd {
  readonly limit: number;
  inFlight: number;
  /** How long an attempt takes, smoothed. */
  durationMs: number;
  /** When an attempt last began or ended: while nothing moves, they take at least that long. */
  movedAt: number;
  /** When the next one that is sent away is to come back. */
  nextTurnAt: number;
}

/**
 * Those that find no place are sent away one after the other, at the pace at which places become free: however long the
 * queue behind a slow endpoint is, each of them comes back a few times only.
 */
export function createWebhookPlaces(
  limits: PlaceLimits = LIMITS,
  now: () => number = () => performance.now(),
): WebhookPlaces {
  const crowds = new Map<string, Crowd>();
  const crowdOf = (id: string, limit: number): Crowd => {
    const crowd = crowds.get(id) ?? {
      limit,
      inFlight: 0,
      durationMs: FIRST_GUESS_MS,
      movedAt: now(),
      nextTurnAt: 0,
    };
    crowds.set(id, crowd);
    return crowd;
  };
  const turnOf = (crowd: Crowd): number => {
    const turnAt = Math.max(crowd.nextTurnAt, now() + MIN_WAIT_MS);
    const waitMs = turnAt - now();
    // Past the longest wait they would all come back at once.
    if (waitMs > MAX_WAIT_MS) return MAX_WAIT_MS * (0.5 + Math.random() / 2);
    const durationMs = Math.max(crowd.durationMs, now() - crowd.movedAt);
    crowd.nextTurnAt = turnAt + (HASTE * durationMs) / crowd.limit;
    return waitMs;
  };

  return {
    take({ endpointId, merchantId }) {
      const both = [crowdOf(endpointId, limits.perEndpoint), crowdOf(merchantId, limits.perMerchant)];
      const full = both.filter((crowd) => crowd.inFlight >= crowd.limit);
      if (full.length > 0) {
        if (both[0]?.inFlight === 0) crowds.delete(endpointId);
        return { taken: false, retryAfterMs: Math.ceil(Math.max(...full.map(turnOf))) };
      }
      const startedAt = now();
      for (const crowd of both) {
        crowd.inFlight++;
        crowd.movedAt = startedAt;
      }
      const release = () => {
        for (const [i, crowd] of both.entries()) {
          crowd.inFlight--;
          crowd.movedAt = now();
          crowd.durationMs += (crowd.movedAt - startedAt - crowd.durationMs) / 4;
          if (crowd.inFlight === 0) crowds.delete(i === 0 ? endpointId : merchantId);
        }
      };
      return { taken: true, release };
    },
  };
}
