/** What visitors do with the widget. */
export type WidgetEventName =
  | 'button_shown'
  | 'button_withheld'
  | 'dialog_opened'
  | 'consent_given'
  | 'photo_chosen'
  | 'submitted'
  | 'completed'
  | 'failed'
  | 'result_viewed'
  | 'added_to_cart'
  | 'shared'
  | 'downloaded'
  | 'rated'
  | 'photo_deleted'
  | 'dialog_closed';

export interface WidgetEvent {
  /** Made by the browser; the same one twice counts once. */
  readonly id: string;
  readonly name: WidgetEventName;
  /** By the visitor's own clock. */
  readonly occurredAt: Date;
  readonly pageUrl: string | undefined;
  readonly productId: string | undefined;
  readonly tryonId: string | undefined;
  readonly source: string | undefined;
  readonly code: string | undefined;
}

export interface WidgetEventBatch {
  readonly livemode: boolean;
  /** Random, made in the browser. It is never stored, only its hash with the merchant's salt. */
  readonly visitorId: string;
  readonly group: 'offered' | 'withheld';
  /** At most 50. */
  readonly events: readonly WidgetEvent[];
}

const MAX_PAGE_URL_LENGTH = 500;

/** A page's address without what may name a person or a visit: user, query and fragment. Null if it is no web page's. */
export function pageWithoutQuery(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return `${protocol}//${host}${pathname}`.slice(0, MAX_PAGE_URL_LENGTH);
}

const OLDEST_MS = 24 * 3_600_000;

/** When it happened, as far as a foreign clock can be believed: not in the future, and within the last day. */
export function believableTime(occurredAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime(), Math.max(now.getTime() - OLDEST_MS, occurredAt.getTime())));
}
