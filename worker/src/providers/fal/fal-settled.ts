import { field, textField } from '../http/ask.js';
import type { SettledRun } from '../provider.js';
import { withoutPictures } from './fal-failures.js';
import { askFal, type FalQuestion, saysNothing } from './fal-question.js';

/**
 * What a run has cost that nobody waits for: fal takes a price for each picture it made and nothing for a run that failed
 * or was canceled before it began. A taken cancel does not say which; the run's end does.
 *
 * @throws when fal says nothing that helps; ask again.
 */
export async function falSettled(
  question: Omit<FalQuestion, 'allowedOrigins'>,
  signal: AbortSignal,
): Promise<SettledRun> {
  const { addresses, pictureMicros } = question;
  const status = await askFal(question, addresses.status, signal);
  if (status.status === 404) return { status: 'unknown' };
  const state = status.ok ? textField(status.json, 'status') : undefined;
  if (state === 'IN_QUEUE' || state === 'IN_PROGRESS') return { status: 'running' };
  if (state !== 'COMPLETED') throw saysNothing(status);
  if (textField(status.json, 'error') !== undefined) return { status: 'ended', costMicros: 0 };
  const result = await askFal(question, addresses.response, signal);
  // Deleted: whether there were pictures is known to nobody any more.
  if (result.status === 404) return { status: 'unknown' };
  const images = result.ok ? field(result.json, 'images') : undefined;
  if (Array.isArray(images)) return { status: 'ended', costMicros: images.length * pictureMicros };
  const told = withoutPictures(result, status.json);
  if (told === 'not_yet') return { status: 'running' };
  if (told === 'says_nothing') throw saysNothing(result);
  return { status: 'ended', costMicros: 0 };
}
