import type { WebhookEvent } from '@tryon/sdk/webhooks';

/** A request that came to the receiver's address, as the playground shows it. Holds no secret and no whole signature. */
export interface Arrival {
  /** Counts up; newer ones are higher. */
  readonly number: number;
  readonly receivedAt: string;
  /** The `webhook-id`: the same over all attempts and replays of one event. */
  readonly eventId: string;
  /** How often this event has come, this time included. */
  readonly times: number;
  /** `tryon.completed`, …; undefined when the signature did not hold. */
  readonly type?: string;
  /** The `ok` of a verified one, or the code of the {@link WebhookVerificationError}. */
  readonly verdict: string;
  /** What the receiver answered. */
  readonly answered: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly event?: WebhookEvent;
}

const SHOWN_HEADERS = ['content-type', 'user-agent', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
const SIGNATURE_CHARS = 11;

/** The headers worth showing, the signature cut short. */
export function shownHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name of SHOWN_HEADERS) {
    const value = headers[name];
    if (typeof value !== 'string') continue;
    shown[name] = name === 'webhook-signature' ? `${value.slice(0, SIGNATURE_CHARS)}…` : value.slice(0, 200);
  }
  return shown;
}
