/** One server-sent event. */
export interface ServerSentEvent {
  /** The last `id` given so far in the stream. */
  id: string;
  type: string;
  data: string;
}

/** An event longer than this is not read on: nothing the API sends comes near. */
const MAX_EVENT_CHARS = 1_000_000;

export interface SseParser {
  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ServerSentEvent[];
}

/**
 * A parser for `text/event-stream` that takes bytes as they come, cut anywhere.
 *
 * After the HTML standard, section 9.2.6 "Interpreting an event stream". `retry` is left out: reconnecting has its own
 * schedule here.
 */
export function createSseParser(): SseParser {
  // Keeps the bytes of a character that is cut in two, and drops a byte order mark at the start.
  const decoder = new TextDecoder();
  let rest = '';
  let id = '';
  let type = '';
  let data: string[] = [];

  function field(line: string): ServerSentEvent | undefined {
    if (line === '') {
      const event = { id, type: type || 'message', data: data.join('\n') };
      const complete = data.length > 0;
      type = '';
      data = [];
      return complete ? event : undefined;
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?([\s\S]*))?$/.exec(line) ?? [];
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    return undefined;
  }

  return {
    push(bytes) {
      rest += decoder.decode(bytes, { stream: true });
      // A CR at the very end may be half of a CRLF: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      const events = lines.map(field).filter((event) => event !== undefined);
      if (rest.length + data.reduce((sum, line) => sum + line.length, 0) > MAX_EVENT_CHARS) {
        throw new RangeError(`an event of more than ${MAX_EVENT_CHARS} characters`);
      }
      return events;
    },
  };
}
