/** What `node:assert` would do, in every runtime. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what} is ${is}, should be ${should}`);
}

export function ok(holds: unknown, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}`);
}

/** What a call rejects with. */
export async function refusal(call: () => PromiseLike<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await call();
  } catch (error) {
    return error;
  }
  throw new Error(`It was not refused: ${JSON.stringify(value)}`);
}
