/** The median of many numbers, the upper one of two; 0 of nothing. Sorts `values` in place. */
export function medianOf(values: Float32Array | Float64Array): number {
  values.sort();
  return values[values.length >> 1] ?? 0;
}

/** The median, the upper one of two; 0 of nothing. Sorts `values` in place. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}
