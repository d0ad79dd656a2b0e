import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './exchange.js';
import { falStatus } from './fal-status.js';
import type { Run } from './run.js';
import type { FakeState } from './state.js';

const LOOK_MS = 25;
const PINGS_EVERY = 40;

/** fal's status as server-sent events: one for each change, comments in between, and the end at COMPLETED. */
export async function streamStatus(
  state: FakeState,
  { response, url }: Exchange,
  run: Run,
  urls: object,
): Promise<void> {
  const withLogs = url.searchParams.get('logs') === '1';
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  let last = '';
  for (let look = 0; !response.destroyed; look++) {
    const text = JSON.stringify(falStatus(run, urls, withLogs).body);
    if (text !== last) response.write(`data: ${text}\n\n`);
    else if (look % PINGS_EVERY === 0) response.write(': ping\n\n');
    last = text;
    if (run.end) return void response.end();
    await sleep(LOOK_MS, undefined, { signal: state.signal, ref: false });
  }
}
