import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sql } from '@tryon/core/db/connect';
import { announceCallback } from '@tryon/core/provider-runs/callbacks';

export interface CallbackServer {
  /** For `JobDeps.callbackBaseUrl`. */
  readonly baseUrl: string;
  /** How often a run's address was called. */
  calls(): number;
  close(): Promise<void>;
}

/** What the server's route for providers does, without a server: passes a call on to the worker that waits for it. */
export async function startCallbackServer(sql: Sql): Promise<CallbackServer> {
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [provider = '', token = ''] = (request.url ?? '').split('/').slice(-2);
    calls++;
    await announceCallback(sql, provider, token, {
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
