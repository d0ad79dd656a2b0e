import { type Answer, ask } from '../http/ask.js';
import type { FalAddresses } from './fal-addresses.js';

export interface FalQuestion {
  readonly addresses: FalAddresses;
  readonly apiKey: string;
  readonly timeoutMs: number;
  /** Millionths of a US dollar a picture. */
  readonly pictureMicros: number;
  readonly allowedOrigins: readonly string[];
}

/** Asks fal about a run; what it is asked does not change the run. */
export function askFal(
  { apiKey, timeoutMs }: Pick<FalQuestion, 'apiKey' | 'timeoutMs'>,
  url: string,
  signal: AbortSignal,
): Promise<Answer> {
  return ask({ method: 'GET', url, headers: { authorization: `Key ${apiKey}` }, timeoutMs, signal });
}

/** The question came to nothing; the run goes on, so ask again. */
export const saysNothing = ({ status }: Answer) =>
  new Error(`fal answered ${status} to a question, and nothing that helps`);
