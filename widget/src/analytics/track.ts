import { asksForPrivacy, groupOf, randomId, storedVisitorId, type VisitorGroup } from './visitor.js';

export type AnalyticsEventName =
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

/** What may be said beside the name; docs/analytics.md has the whole schema. */
export interface AnalyticsFields {
  readonly product_id?: string | undefined;
  readonly tryon_id?: string | undefined;
  /** Where a photo came from, a product was found, or a picture was shared to. */
  readonly source?: string | undefined;
  /** Of a failure, or of a rating's reason. */
  readonly code?: string | undefined;
}

/** An event as it is sent, pushed to `dataLayer` and given to the page's own listeners. */
export interface AnalyticsEvent extends AnalyticsFields {
  readonly id: string;
  readonly name: AnalyticsEventName;
  /** ISO 8601. */
  readonly occurred_at: string;
  /** Without query and fragment, which may hold what is the visitor's own. */
  readonly page_url?: string | undefined;
}

export interface TrackerOptions {
  readonly publishableKey: string;
  readonly apiBase: string;
  /** The shop's settings; without them nothing is sent. */
  readonly settings?: { readonly enabled: boolean; readonly holdout_percent: number } | undefined;
  /** Whether the page's own attribute turns it all off. */
  readonly isOff?: boolean;
  /** Hears every event, sent or not. */
  readonly tell?: (event: AnalyticsEvent) => void;
}

/** Takes note of what shoppers do with the widget, without ever making them wait for it. */
export interface Tracker {
  /** `withheld`: this visitor is of the share that never sees the button. */
  readonly group: VisitorGroup;
  track(name: AnalyticsEventName, fields?: AnalyticsFields): void;
  /** Sends what has gathered. */
  flush(): void;
}

/** What cutting may leave of a sign that takes two units. */
const HALF_A_SIGN = /[\ud800-\udbff]$/;
const FLUSH_AFTER_MS = 4000;
/** The contract's limit of one call. */
const MAX_BATCH = 50;
const ONCE_A_PAGE: ReadonlySet<string> = new Set(['button_shown', 'button_withheld']);

/**
 * Makes the tracker of one widget. Nothing is stored, sent, pushed or told when the page turns it off or the visitor's
 * browser asks for privacy; where only the shop's settings say no, the page's own tools still hear.
 */
export function createTracker(options: TrackerOptions): Tracker {
  const { publishableKey, settings, tell } = options;
  if (options.isOff || asksForPrivacy()) return SILENT;
  const stored = settings?.enabled ? storedVisitorId() : undefined;
  const visitorId = stored ?? '';
  // A visitor who cannot be known again would be counted on every page as another one, always of the same group.
  const isSent = stored !== undefined;
  const group = stored ? groupOf(stored, publishableKey, settings?.holdout_percent ?? 0) : 'offered';
  const url = `${options.apiBase}/v1/widget/events?key=${encodeURIComponent(publishableKey)}`;
  const saidHere = new Set<string>();
  const waiting: AnalyticsEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    document.removeEventListener('visibilitychange', onHidden);
    window.removeEventListener('pagehide', flush);
    while (waiting.length > 0) {
      const events = waiting.splice(0, MAX_BATCH);
      send(url, JSON.stringify({ visitor_id: visitorId, group, events }));
    }
  };
  const onHidden = () => {
    if (document.visibilityState === 'hidden') flush();
  };
  /** Only while something waits: a widget that says nothing leaves no trace on the page. */
  const flushLater = () => {
    timer = setTimeout(flush, FLUSH_AFTER_MS);
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', flush);
  };

  return {
    group,
    flush,
    track(name, fields = {}) {
      const { origin, pathname } = location;
      const once = `${name} ${pathname}`;
      if (ONCE_A_PAGE.has(name) && saidHere.has(once)) return;
      saidHere.add(once);
      const event: AnalyticsEvent = {
        id: randomId(),
        name,
        occurred_at: new Date().toISOString(),
        // A page of a file or a preview has no address that says anything.
        ...(origin.startsWith('http') && { page_url: origin + pathname }),
        ...short(fields),
      };
      try {
        pushToDataLayer(event, group);
        tell?.(event);
      } catch (error) {
        // A fault of the page's own tools is not the shopper's.
        console.debug('[tryon] The page’s tools failed at an event.', error);
      }
      if (!isSent) return;
      waiting.push(event);
      if (waiting.length >= MAX_BATCH) flush();
      else if (timer === undefined) flushLater();
    },
  };
}

const nothing = () => undefined;
const SILENT: Tracker = { group: 'offered', track: nothing, flush: nothing };

/** Only a shop that has a tag manager has the list; it is not ours to make. */
function pushToDataLayer({ name, ...rest }: AnalyticsEvent, group: VisitorGroup): void {
  const { dataLayer } = window as unknown as { dataLayer?: unknown };
  if (Array.isArray(dataLayer)) dataLayer.push({ event: `tryon_${name}`, tryon: { ...rest, group } });
}

/** Text and not JSON, so that no preflight is needed: a page that is being left has no time for one. */
function send(url: string, body: string): void {
  const text = new Blob([body], { type: 'text/plain' });
  if (navigator.sendBeacon?.(url, text)) return;
  // Too much for a beacon, or none here. What gets lost is a figure; the shopper must not notice.
  fetch(url, { method: 'POST', body: text, keepalive: true, signal: AbortSignal.timeout(10_000) }).catch(
    nothing,
  );
}

/** The service refuses an event for one field that is not of its kind. */
function short({ product_id, tryon_id, source, code }: AnalyticsFields): AnalyticsFields {
  const word = (value: string | undefined, length: number) =>
    value
      ?.toLowerCase()
      .replace(/[^a-z0-9_.-]+/g, '-')
      .slice(0, length) || undefined;
  const fields = {
    product_id: product_id?.slice(0, 200).replace(HALF_A_SIGN, '') || undefined,
    tryon_id: tryon_id || undefined,
    source: word(source, 40),
    code: word(code, 60),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
