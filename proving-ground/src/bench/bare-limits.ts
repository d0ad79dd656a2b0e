import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { load, type Timing } from './measure.js';

/** The photo of the measurement: 1,200 x 1,600, about as a phone's widget sends it. */
export function photo(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
  return sharp({ create: { width: 1_200, height: 1_600, channels: 3, background: '#808080', noise } })
    .blur(2)
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** What sharp alone does of the same as the server: decode, turn upright, resize, to sRGB, encode. */
export function bareSharp(bytes: Buffer, forMs: number): Promise<Timing> {
  return load({ atOnce: 8, forMs }, () =>
    sharp(bytes)
      .autoOrient()
      .resize({ width: 1_536, height: 1_536, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: 90, chromaSubsampling: '4:4:4', optimiseCoding: false })
      .toBuffer(),
  );
}

/** A Fastify route that reads one row by its primary key, in a process of its own, as the server is one. */
export async function bareSelect(databaseUrl: string, tryonId: string, forMs: number): Promise<Timing> {
  const script = fileURLToPath(new URL('./bare-route-process.js', import.meta.url));
  const child = fork(script, [databaseUrl]);
  try {
    const [url] = (await once(child, 'message')) as [string];
    return await load({ atOnce: 16, forMs }, async () => (await fetch(`${url}/tryons/${tryonId}`)).text());
  } finally {
    child.kill('SIGKILL');
  }
}
