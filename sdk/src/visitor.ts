import type { WithResponse } from './api-promise.js';
import type { TryOnOptions } from './options.js';
import { unlessAborted } from './sleep.js';

/** The person in front of a page, known by a token that their first creation answers. */
export interface Visitor {
  token: string | undefined;
  /** Sends a creation and remembers the token it answers. */
  creating<A extends WithResponse<{ client_token?: string }>>(
    send: () => Promise<A>,
    signal?: AbortSignal,
  ): Promise<A>;
}

export function createVisitor({ apiKey, clientToken, onClientToken }: TryOnOptions): Visitor {
  const publishable = apiKey.startsWith('pk_');
  let first: Promise<void> | undefined;
  const visitor: Visitor = {
    token: clientToken,
    async creating(send, signal) {
      if (!publishable) return send();
      // Two first creations at once would get two tokens, and what belongs to one cannot be used with the other: so
      // the second waits for the first to name the visitor (or to fail).
      while (visitor.token === undefined && first) await unlessAborted(first, signal);
      if (visitor.token !== undefined) return remember(await send());
      const sent = send();
      const settled = sent.then(
        () => undefined,
        () => undefined,
      );
      first = settled;
      try {
        return remember(await sent);
      } finally {
        if (first === settled) first = undefined;
      }
    },
  };

  function remember<A extends WithResponse<{ client_token?: string }>>(answer: A): A {
    const token = answer.data.client_token;
    if (token !== undefined && token !== visitor.token) {
      visitor.token = token;
      onClientToken?.(token);
    }
    return answer;
  }
  return visitor;
}
