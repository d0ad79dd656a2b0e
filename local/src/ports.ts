import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const HOST = '127.0.0.1';

/** Whether a server could listen on this port of the loopback interface now. */
export function isPortFree(port: number, host = HOST): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** A port of the loopback interface that nobody listens on. Another program may take it before you do. */
export function freePort(host = HOST): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Waits a moment for a port to become free: after a `kill -9` the old process may still be on its way out.
 *
 * @param variable the environment variable that chooses another port, for the message.
 * @throws Error with code `port_taken`.
 */
export async function requireFreePort(
  port: number,
  variable: string,
  { patienceMs = 3_000, host = HOST }: { patienceMs?: number; host?: string | undefined } = {},
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isPortFree(port, host))) {
    if (Date.now() > deadline) {
      const message = `Port ${port} is taken by another program. Choose another one: ${variable}=${port + 10} npm start`;
      throw Object.assign(new Error(message), { code: 'port_taken' });
    }
    await delay(100);
  }
}
