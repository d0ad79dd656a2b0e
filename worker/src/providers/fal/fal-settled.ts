import { ask, field, textField } from '../http/ask.js';
import type { SettledRun } from '../provider.js';
import { tellsOfFailure } from './fal-failures.js';
import type { FalQuestion } from './fal-resume.js';

/**
 * What a run has cost that nobody waits for: fal takes a price for each picture it made and nothing for a run that failed
 * or was canceled before it began. A taken cancel does not say which; the run's end does.
 *
 * @throws when fal says nothing that helps; ask again.
 */
export async function falSettled(
  { addresses, apiKey, timeoutMs, pictureMicros }: Omit<FalQuestion, 'allowedOrigins'>,
  signal: AbortSignal,
): Promise<SettledRun> {
  const get = (url: string) =>
    ask({ method: 'GET', url, headers: { authorization: `Key ${apiKey}` }, timeoutMs, signal });
  const status = await get(addresses.status);
  if (status.status === 404) return { status: 'unknown' };
  const state = status.ok ? textField(status.json, 'status') : undefined;
  if (state === 'IN_QUEUE' || state === 'IN_PROGRESS') return { status: 'running' };
  if (state !== 'COMPLETED')
    throw new Error(`fal answered ${status.status} to a question, and nothing that helps`);
  if (textField(status.json, 'error') !== undefined) return { status: 'ended', costMicros: 0 };
  const result = await get(addresses.response);
  // Deleted: whether there were pictures is known to nobody any more.
  if (result.status === 404) return { status: 'unknown' };
  const images = result.ok ? field(result.json, 'images') : undefined;
  if (Array.isArray(images)) return { status: 'ended', costMicros: images.length * pictureMicros };
  if (result.status === 400 && /still in progress/i.test(textField(result.json, 'detail') ?? ''))
    return { status: 'running' };
  if ([401, 403, 429].includes(result.status) || !tellsOfFailure(result, status.json))
    throw new Error(`fal answered ${result.status} instead of a result`);
  return { status: 'ended', costMicros: 0 };
}
