import { Counter, Histogram, type Registry } from 'prom-client';

/** What a worker counts of the webhooks that it sends. No label names a merchant or an endpoint: there are any number. */
export interface WebhookMetrics {
  /** @param status - Null when there was no answer. */
  attempted(status: number | null, durationMs: number): void;
  endpointDisabled(reason: string): void;
  /** A stored secret could not be opened: `SIGNING_SECRET` was changed. */
  secretUnreadable(): void;
}

export function createWebhookMetrics(registry: Registry): WebhookMetrics {
  const registers = [registry];
  const attempts = new Histogram({
    name: 'tryon_webhook_attempt_seconds',
    help: 'How long receivers of webhooks take, by the class of their answer.',
    labelNames: ['answer'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 15],
    registers,
  });
  const disabled = new Counter({
    name: 'tryon_webhook_endpoints_disabled_total',
    help: 'Endpoints that were disabled because they only failed, or were gone.',
    labelNames: ['reason'],
    registers,
  });
  const unreadable = new Counter({
    name: 'tryon_webhook_secrets_unreadable_total',
    help: 'Attempts for which a signing secret could not be opened. Anything but 0 wants an operator.',
    registers,
  });
  return {
    attempted: (status, durationMs) =>
      attempts.observe(
        { answer: status === null ? 'none' : `${Math.floor(status / 100)}xx` },
        durationMs / 1_000,
      ),
    endpointDisabled: (reason) => disabled.inc({ reason }),
    secretUnreadable: () => unreadable.inc(),
  };
}
