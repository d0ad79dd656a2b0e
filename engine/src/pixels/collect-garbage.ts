import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of planes after which the dead ones among them are freed. */
const everyBytes = 16 * 1024 * 1024;

type Collect = (options?: { readonly type: 'minor' }) => void;

let collect: Collect | undefined;
let allocated = 0;

/** V8's own collector, which a flag shows to new contexts only. */
function collector(): Collect {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
    setFlagsFromString('--no-expose-gc');
  }
  return collect;
}

/** Frees all dead planes, also those that minor collections have taken for long-lived: 10-20 ms. */
export function collectAll(): void {
  allocated = 0;
  collector()();
}

/**
 * Counts what a plane takes, and frees dead planes in time. To V8 a plane is a small object that it sees no reason to
 * collect while hundreds of them, megabytes each, pile up outside its heap; it then stops the world for the whole heap.
 * A minor collection, a millisecond or two, finds most of them.
 */
export function countAllocated(bytes: number): void {
  allocated += bytes;
  if (allocated < everyBytes) return;
  allocated = 0;
  collector()({ type: 'minor' });
}
