import type { TokenProvider } from './open-session.js';

/** A shop's own server must not keep its shoppers from trying on. */
const TIMEOUT_MS = 5_000;

/**
 * Asks the shop for its customer's token; without an answer the shopper goes on with this visit's.
 *
 * @returns null when the shop says that it knows nobody; undefined when it says nothing, or is not asked.
 */
export async function customerToken(
  provider: TokenProvider | undefined,
  timeoutMs = TIMEOUT_MS,
): Promise<string | null | undefined> {
  if (!provider) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, timeoutMs, new Error(`no answer within ${timeoutMs} ms`));
    });
    return (await Promise.race([provider(), late])) ?? null;
  } catch (error) {
    console.warn('[tryon] tokenProvider:', error);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
