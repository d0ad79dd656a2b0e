import { type FaultName, magicFault } from './faults.js';

/** Decides what goes wrong with the runs that come. Magic inputs win over all of it. */
export interface FaultControl {
  /** The next run gets this one; may be called several times for the ones after it. */
  next(...names: FaultName[]): void;
  /** All runs from now on; `undefined` ends it. */
  always(name: FaultName | undefined): void;
  /** This share (0 to 1) of all runs, each with one of `names`, drawn from the fake's own seed. */
  sometimes(share: number, names: readonly FaultName[]): void;
  /** Nothing goes wrong any more but by magic inputs. */
  clear(): void;
  /** What the run with these inputs gets. */
  choose(seed: number, pictures: readonly string[]): FaultName | undefined;
}

/** @param seed Of the draws of `sometimes`; the same seed draws the same faults in the same order. */
export function createFaultControl(seed: number): FaultControl {
  const random = mulberry32(seed);
  const queue: FaultName[] = [];
  let constant: FaultName | undefined;
  let share = 0;
  let drawn: readonly FaultName[] = [];
  return {
    next: (...names) => {
      queue.push(...names);
    },
    always: (name) => {
      constant = name;
    },
    sometimes: (newShare, names) => {
      share = newShare;
      drawn = names;
    },
    clear: () => {
      queue.length = 0;
      constant = undefined;
      share = 0;
    },
    choose: (runSeed, pictures) => {
      const magic = magicFault(runSeed, pictures);
      if (magic) return magic;
      const queued = queue.shift();
      if (queued) return queued;
      if (constant) return constant;
      return random() < share ? drawn[Math.floor(random() * drawn.length)] : undefined;
    },
  };
}

/** Tommy Ettinger's mulberry32: 32 bits of state are plenty to draw faults with. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
