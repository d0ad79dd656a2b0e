import { redactDetail } from '../event-detail.js';
import type { Observed } from './observe-requests.js';

/** A webhook as the sandbox's server tells it; its own type is `Arrival` in `webhooks/`. */
export interface ArrivedWebhook {
  readonly number: number;
  readonly receivedAt: string;
  readonly eventId: string;
  readonly times: number;
  readonly type?: string;
  readonly verdict: string;
  readonly answered: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

/** One line of the log, whatever it is of. */
export interface Row {
  readonly kind: 'event' | 'request' | 'webhook';
  readonly at: Date;
  readonly name: string;
  /** What it came to, in a word or two. */
  readonly outcome?: string;
  readonly tone?: 'good' | 'bad' | 'open';
  /** A second line: what is unusual about it. */
  readonly note?: string;
  /** What is shown when it is opened, part by part. */
  readonly parts: readonly { readonly title: string; readonly value: unknown }[];
  /** Set where the service can be asked for it again. */
  readonly replayOf?: string;
}

const GOOD_EVENTS = new Set(['tryon-ready', 'tryon-complete', 'tryon-add-to-cart']);

export function eventRow(event: CustomEvent, at: Date): Row {
  const detail = redactDetail(event.detail);
  const { name, code, stage, percent } = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const progress = typeof percent === 'number' ? `${String(stage)} ${Math.round(percent)} %` : undefined;
  const outcome = [name, code, progress].filter((word) => word !== undefined && word !== null).join(' · ');
  const tone = event.type === 'tryon-error' ? 'bad' : GOOD_EVENTS.has(event.type) ? 'good' : undefined;
  return {
    kind: 'event',
    at,
    name: event.type,
    ...(outcome !== '' && { outcome }),
    ...(tone && { tone }),
    ...(event.defaultPrevented && { note: 'The page took it over (preventDefault).' }),
    parts: [{ title: 'detail', value: detail }],
  };
}

/** An id is told by its beginning; the whole path is inside the row. */
const withShortIds = (path: string): string => path.replace(/\b([a-z]+_[a-z0-9]{6})[a-z0-9]{12,}/g, '$1…');

export function requestRow(observed: Observed): Row {
  const { method, path, status, ms, code, note, requestId, events } = observed;
  const isOver = status !== undefined || code !== undefined;
  const isBad = (status ?? 0) >= 400 || (status === undefined && code !== undefined && code !== 'sent');
  const words = [status, code, events && `${events.length} events`, ms !== undefined && `${ms} ms`];
  return {
    kind: 'request',
    at: observed.at,
    name: `${method} ${withShortIds(path)}`,
    outcome: isOver ? words.filter(Boolean).join(' · ') : 'under way',
    tone: isBad ? 'bad' : isOver ? 'good' : 'open',
    ...(note !== undefined && { note }),
    parts: [
      { title: 'path', value: withShortIds(path) === path ? undefined : path },
      { title: 'request id', value: requestId },
      { title: 'sent', value: observed.sent },
      { title: 'received', value: observed.received },
      { title: 'stream', value: events },
    ].filter(({ value }) => value !== undefined),
  };
}

export function webhookRow(arrived: ArrivedWebhook): Row {
  const { type, verdict, answered, eventId, times, headers, event } = arrived;
  const isGood = answered < 300;
  return {
    kind: 'webhook',
    at: new Date(arrived.receivedAt),
    name: type ?? 'unverified',
    outcome: `${verdict === 'ok' ? 'signature holds' : verdict} · ${answered}`,
    tone: isGood ? 'good' : 'bad',
    ...(times > 1 && { note: `The same event for the ${ordinal(times)} time: its webhook-id is known.` }),
    parts: [
      { title: 'headers', value: headers },
      { title: 'event', value: event },
    ].filter(({ value }) => value !== undefined),
    ...(verdict === 'ok' && { replayOf: eventId }),
  };
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

function ordinal(count: number): string {
  return `${count}${ENDINGS[ORDINALS.select(count)] ?? 'th'}`;
}
