import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InputPicture } from '../providers/provider.js';

export interface PictureLinks extends AsyncDisposable {
  /** A picture behind a link that works for this long, and once it was asked for. */
  picture(bytes: Buffer, expiresInMs: number): InputPicture;
}

/** A storage that can be reached from outside, as far as a provider is concerned. */
export async function servePictures(): Promise<PictureLinks> {
  const links = new Map<string, { bytes: Buffer; expiresAt: number }>();
  const server = createServer((request, response) => {
    const link = links.get(request.url ?? '');
    if (!link || link.expiresAt < Date.now()) response.writeHead(403).end();
    else response.end(link.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    picture: (bytes, expiresInMs) => ({
      bytes: () => Promise.reject(new Error('only a link was wanted')),
      url: async () => {
        const path = `/picture-${links.size}`;
        links.set(path, { bytes, expiresAt: Date.now() + expiresInMs });
        return origin + path;
      },
    }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
