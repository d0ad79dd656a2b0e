const buffers: Float32Array[] = [];

/**
 * A buffer of this thread for what lives only within one call of a filter: allocating (and clearing) megabytes for
 * every blur costs as much as the blur. Its content is whatever was left there; a filter must not call another one
 * that takes the same slot while it needs its own.
 *
 * @param length in floats; the slot keeps the largest buffer it was ever asked for, a few MB each.
 */
export function scratch(slot: 0 | 1 | 2, length: number): Float32Array {
  const kept = buffers[slot];
  if (kept && kept.length >= length) return kept.subarray(0, length);
  const grown = new Float32Array(length);
  buffers[slot] = grown;
  return grown;
}
