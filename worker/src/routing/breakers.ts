/** `closed`: asked as usual. `open`: not asked. `half_open`: one try-on finds out whether it works again. */
export type BreakerState = 'closed' | 'open' | 'half_open';

/** What came of asking a provider; of all but `taken` only the first call counts. */
export interface Asked {
  /** It took the try-on; what comes of the run is still to be said. Those that wait for room may come. */
  taken(): void;
  /** It works, be it that it made no picture of this photo. */
  succeeded(): void;
  /**
   * It does not work at present.
   * @param openForMs - Where one failure says enough (no balance, no key): not to be asked for this long.
   */
  failed(openForMs?: number): void;
  /**
   * It works and has no room: not to be asked for this long, in milliseconds. Then one try-on finds out whether there is
   * room again, and the others follow when it was taken.
   */
  busy(forMs: number): void;
  /** Nothing was found out. */
  nothing(): void;
}

/** Keeps try-ons away from providers that do not work. */
export interface Breakers {
  /** Undefined: it is not to be asked now. Say what came of it, in any case. */
  ask(provider: string): Asked | undefined;
  /** For a run that was bought before: whatever the state, what comes of it counts. */
  follow(provider: string): Asked;
  state(provider: string): BreakerState;
  /** How long until it may be asked again, in milliseconds; 0 if now. */
  waitMs(provider: string): number;
}

export interface BreakerOptions {
  /** It opens after this many failures... */
  readonly failures?: number;
  /** ...in this time, in milliseconds, if they are at least half of what came of asking. */
  readonly windowMs?: number;
  /** It stays open for this long the first time, then twice as long, and so on up to `maxOpenMs`. */
  readonly openMs?: number;
  readonly maxOpenMs?: number;
  /** The clock, in milliseconds; `Date.now` by default. */
  readonly now?: () => number;
}

interface Circuit {
  outcomes: { readonly at: number; readonly ok: boolean }[];
  openUntil: number | undefined;
  openedInARow: number;
  /** Milliseconds since 1970. */
  busyUntil: number;
  /** It had no room, and has taken nothing since its pause began. */
  crowded: boolean;
  probing: boolean;
}

const MAX_OUTCOMES = 400;
/** A probe that is put off (another one is at it) is worth another look after this long. */
const PROBE_WAIT_MS = 1_000;

/**
 * One circuit a provider, each worker for itself: a worker follows so many runs that it learns of an outage within
 * seconds, and nothing is shared that could be wrong for all of them at once.
 */
export function createBreakers(options: BreakerOptions = {}): Breakers {
  const { failures = 5, windowMs = 60_000, openMs = 15_000, maxOpenMs = 300_000, now = Date.now } = options;
  const circuits = new Map<string, Circuit>();
  const circuitOf = (provider: string): Circuit => {
    const known = circuits.get(provider);
    if (known) return known;
    const circuit: Circuit = {
      outcomes: [],
      openUntil: undefined,
      openedInARow: 0,
      busyUntil: 0,
      crowded: false,
      probing: false,
    };
    circuits.set(provider, circuit);
    return circuit;
  };
  const stateOf = ({ openUntil }: Circuit): BreakerState =>
    openUntil === undefined ? 'closed' : now() < openUntil ? 'open' : 'half_open';
  const open = (circuit: Circuit, forMs: number) => {
    circuit.openUntil = Math.max(circuit.openUntil ?? 0, now() + forMs);
    circuit.openedInARow++;
    circuit.outcomes = [];
  };
  const note = (circuit: Circuit, ok: boolean, openForMs: number | undefined) => {
    const state = stateOf(circuit);
    if (ok && state === 'half_open') {
      circuit.openUntil = undefined;
      circuit.openedInARow = 0;
    }
    // What was bought before it opened says nothing about how it is now.
    if (state === 'open' && openForMs === undefined) return;
    const at = now();
    circuit.outcomes = circuit.outcomes
      .filter((outcome) => at - outcome.at < windowMs)
      .slice(1 - MAX_OUTCOMES);
    circuit.outcomes.push({ at, ok });
    const failed = circuit.outcomes.filter((outcome) => !outcome.ok).length;
    if (ok) return;
    const growing = Math.min(maxOpenMs, openMs * 2 ** circuit.openedInARow);
    if (openForMs !== undefined) open(circuit, Math.max(openForMs, growing));
    else if (state === 'half_open') open(circuit, growing);
    else if (failed >= failures && failed * 2 >= circuit.outcomes.length) open(circuit, growing);
  };
  const asked = (circuit: Circuit, probe: boolean): Asked => {
    let told = false;
    let probes = probe;
    const endProbe = (hasRoom: boolean) => {
      // What was asked before the pause says nothing of the room after it.
      if (!probes) return;
      probes = false;
      circuit.probing = false;
      if (hasRoom) circuit.crowded = false;
    };
    const tell = (ok: boolean | undefined, openForMs?: number) => {
      if (told) return;
      told = true;
      endProbe(ok === true);
      if (ok !== undefined) note(circuit, ok, openForMs);
    };
    return {
      taken() {
        // After an outage a submit is not enough: how the run ends tells.
        if (!told && stateOf(circuit) === 'closed') endProbe(true);
      },
      succeeded: () => tell(true),
      failed: (openForMs) => tell(false, openForMs),
      busy(forMs) {
        if (told) return;
        tell(true);
        circuit.busyUntil = Math.max(circuit.busyUntil, now() + forMs);
        circuit.crowded = true;
      },
      nothing: () => tell(undefined),
    };
  };
  return {
    ask(provider) {
      const circuit = circuitOf(provider);
      const state = stateOf(circuit);
      if (now() < circuit.busyUntil) return undefined;
      if (state === 'closed' && !circuit.crowded) return asked(circuit, false);
      if (state === 'open' || circuit.probing) return undefined;
      circuit.probing = true;
      return asked(circuit, true);
    },
    follow: (provider) => asked(circuitOf(provider), false),
    state: (provider) => stateOf(circuitOf(provider)),
    waitMs(provider) {
      const circuit = circuitOf(provider);
      const left = Math.max(circuit.openUntil ?? 0, circuit.busyUntil) - now();
      return left > 0 ? left : circuit.probing ? PROBE_WAIT_MS : 0;
    },
  };
}
