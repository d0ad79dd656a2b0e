const MAX_DEPTH = 4;
const MAX_ENTRIES = 20;
const MAX_TEXT = 120;
const SECRET_NAME = /token|secret|signature|authorization|password|apikey|api_key|publishablekey/i;

function redactAddress(text: string): string {
  const query = text.indexOf('?');
  // Signed picture addresses carry their permission in the query.
  return query === -1 ? text : `${text.slice(0, query)}?…`;
}

function redactText(text: string): string {
  const data = /^data:([\w.+-]+\/[\w.+-]+)?/.exec(text);
  if (data !== null) return `data:${data[1] ?? ''}… (left out)`;
  if (text.startsWith('blob:')) return 'blob:… (left out)';
  if (/^https?:\/\//.test(text)) return redactAddress(text).slice(0, 200);
  // A long run without spaces is an id at best and a token at worst.
  if (/^\S{48,}$/.test(text)) return `${text.slice(0, 8)}… (cut)`;
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Date) return value.toISOString();
  // The name of a file may say who is in it.
  if (value instanceof Blob)
    return `[picture, ${value.type || 'unknown type'}, ${Math.ceil(value.size / 1024)} KiB]`;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) {
    const { code } = value as { code?: unknown };
    return {
      name: value.name,
      ...(typeof code === 'string' ? { code } : {}),
      message: redactText(value.message),
    };
  }
  if (depth >= MAX_DEPTH) return '[…]';
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_ENTRIES).map((entry) => redact(entry, depth + 1));
    return value.length > MAX_ENTRIES ? [...shown, `… ${value.length - MAX_ENTRIES} more`] : shown;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && !isRecordLike(value)) {
    return `[${value.constructor?.name ?? 'object'}]`;
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ENTRIES)
      .map(([name, entry]) => [name, redactNamed(name, entry, depth)]),
  );
}

/** Instances of small classes are shown like plain objects; elements and other platform things are not. */
function isRecordLike(value: object): boolean {
  return !('nodeType' in value) && !('addEventListener' in value) && Object.keys(value).length > 0;
}

function redactNamed(name: string, value: unknown, depth: number): unknown {
  if (typeof value === 'string' && SECRET_NAME.test(name)) return `${value.slice(0, 8)}… (cut)`;
  return redact(value, depth + 1);
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'object' && value !== null) return redactObject(value, depth);
  if (typeof value === 'function') return '[function]';
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  return value;
}

/** What may be shown of an event's detail: no picture, no token, no signed address, and not too much of anything. */
export function redactDetail(detail: unknown): unknown {
  return redact(detail, 0);
}
