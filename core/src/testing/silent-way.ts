import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as tcp } from 'node:net';

/** A way to a service that can fall silent, as a lost host or a stopped process does: open, but without an answer. */
export interface SilentWay {
  /** The service's address by this way. */
  readonly url: string;
  /** From now on nothing passes over the connections that are open; new ones work. */
  fallSilent(): void;
  /** Breaks the silent connections. What was sent over them is lost for good. */
  speak(): void;
  /** Breaks all connections as a process does that is killed. */
  reset(): void;
  /** Once something sent to the service contains `text`, it is gone as a process is that was killed: nobody listens any more. */
  vanishAt(text: string): Promise<void>;
  close(): void;
}

/** @param url - Of the service, with its port. */
export async function openSilentWay(url: string): Promise<SilentWay> {
  const target = new URL(url);
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  let fatal: string | undefined;
  let vanished: () => void = () => undefined;
  const vanish = () => {
    server.close();
    for (const socket of open) socket.resetAndDestroy();
    vanished();
  };
  const server = createServer((near) => {
    const far = tcp(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (chunk) => {
        if (from === near && fatal !== undefined && chunk.includes(fatal)) vanish();
        else if (!silent.has(from)) to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const way = new URL(url);
  way.hostname = '127.0.0.1';
  way.port = String((server.address() as AddressInfo).port);
  const speak = () => {
    for (const socket of silent) socket.destroy();
    silent.clear();
  };
  return {
    url: way.href,
    fallSilent: () => {
      for (const socket of open) silent.add(socket);
    },
    speak,
    reset: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    vanishAt: (text) => {
      fatal = text;
      return new Promise((resolve) => {
        vanished = resolve;
      });
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
