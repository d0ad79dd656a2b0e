import type { EndedTryon } from '@tryon/core/tryons/end-tryon';
import type { JobDeps } from './job.js';

/** What is left to do when a try-on has ended. All of it is a courtesy of the moment: sweeps do what fails here. */
export async function afterEnd(
  deps: Pick<JobDeps, 'webhooks' | 'storage' | 'logger'>,
  ended: EndedTryon | undefined,
): Promise<void> {
  if (!ended) return;
  await deps.webhooks.enqueue(ended.deliveries);
  for (const key of ended.storageKeys) {
    await deps.storage.delete(key).catch((error: unknown) => {
      deps.logger.warn({ err: error, tryon_id: ended.tryon.id }, 'could not remove a photo; the sweep will');
    });
  }
}
