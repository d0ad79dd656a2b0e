import type { Erasure, PageClient } from '@tryon/sdk';

/**
 * Erases all that the service has of a visitor: also a photo that their phone is sending, and what was sent by a request
 * that the page broke off and never heard an answer of.
 *
 * @returns the receipt; undefined when nothing was there
 * @throws what the SDK throws
 */
export async function eraseVisitor(client: PageClient, idempotencyKey: string): Promise<Erasure | undefined> {
  // Who has no token has sent nothing.
  if (client.clientToken === undefined) return undefined;
  const receipt = await client.erasures.create({ idempotencyKey });
  return receipt.tryons + receipt.photos + receipt.pictures > 0 ? receipt : undefined;
}
