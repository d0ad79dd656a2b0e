/** The median, the upper one of two; 0 of nothing. Sorts `values` in place. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}
