import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Inbox extends AsyncDisposable {
  readonly url: string;
  /** Resolves with everything that came, once it is that much. */
  wait(count: number): Promise<readonly Received[]>;
}

/** Somebody whom webhooks can be sent to. */
export async function receive({ refuseFirst = 0 } = {}): Promise<Inbox> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(received.length <= refuseFirst ? 503 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async wait(count) {
      for (let i = 0; i < 500 && received.length < count; i++) await sleep(10);
      if (received.length < count) throw new Error(`only ${received.length} came`);
      return received;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
