import type { Logger } from '../logger.js';
import type { WebhookDeliveryRef } from '../webhooks/event.js';
import type { QueueBackend } from './backend.js';
import { type DeliverWebhookPayload, QUEUE_NAMES } from './names.js';

/** The sending end of the webhook queue. */
export interface WebhookQueue {
  /**
   * Sends deliveries to the workers, each under its own id: sending one twice is the same as once. Never rejects: what
   * could not be sent now is logged, and the sweep sends it.
   */
  enqueue(deliveries: readonly WebhookDeliveryRef[]): Promise<void>;
  close(): Promise<void>;
}

export function openWebhookQueue(backend: QueueBackend, logger: Logger): WebhookQueue {
  const queue = new backend.Queue<DeliverWebhookPayload>(QUEUE_NAMES.webhooks, {
    ...backend.options(2, 'producer'),
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: true,
      attempts: 3,
      backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
    },
  });
  queue.on('error', (error) => logger.warn({ err: error }, 'the webhook queue lost its connection'));
  return {
    async enqueue(deliveries) {
      if (deliveries.length === 0) return;
      try {
        const [first] = deliveries;
        if (first && deliveries.length === 1) {
          await queue.add('deliver-webhook', first, { jobId: first.deliveryId });
          return;
        }
        await queue.addBulk(
          deliveries.map((data) => ({
            name: 'deliver-webhook',
            data,
            opts: { jobId: data.deliveryId },
          })),
        );
      } catch (error) {
        logger.warn(
          { err: error, deliveries: deliveries.length },
          'could not enqueue webhooks; the sweep will',
        );
      }
    },
    close: () => queue.close(),
  };
}
