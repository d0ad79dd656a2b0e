/** A bag that does not answer within this is given up, in milliseconds. */
const TIMEOUT_MS = 10_000;

export interface CartAnswer {
  readonly isOk: boolean;
  /** Whether nothing can have been added: there is no such cart, or it did not let us in. */
  readonly isTurnedAway: boolean;
  /** Undefined where the answer is no JSON object: another page, or a cart that works in another way. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Sends a form to a shop's own cart, with the shopper's cookies.
 *
 * @returns undefined when nothing came back, so that nobody knows whether it was added
 */
export async function postToCart(
  url: string,
  form: FormData,
  signal: AbortSignal,
): Promise<CartAnswer | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: form,
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await answer.text();
    const { ok, status } = answer;
    return { isOk: ok, isTurnedAway: status >= 400 && status < 500, body: objectIn(text) };
  } catch (error) {
    signal.throwIfAborted();
    console.warn('[tryon] The shop’s cart did not answer:', error);
    return undefined;
  }
}

/** A plugin's warning may stand before the object. */
function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(/\{"[\s\S]*\}/.exec(text)?.[0] ?? text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
