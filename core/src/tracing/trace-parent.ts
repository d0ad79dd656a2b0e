/** Version 00, and what a later version must begin with (W3C Trace Context, Level 1, 3.2). */
const SHAPE = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[ -~]{1,200})?$/;

/** A `traceparent` header that is one; else undefined. It says whose trace something belongs to, and opens nothing. */
export function saneTraceParent(header: unknown): string | undefined {
  if (typeof header !== 'string') return undefined;
  const match = SHAPE.exec(header);
  if (!match || (header.startsWith('00-') && match[2] !== undefined)) return undefined;
  return header;
}

/** What a log line says of a trace. */
export function traceFields(traceParent: string | null | undefined): { readonly trace_id?: string } {
  const traceId = traceParent ? SHAPE.exec(traceParent)?.[1] : undefined;
  return traceId === undefined ? {} : { trace_id: traceId };
}
