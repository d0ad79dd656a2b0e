import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasS3Gateway, type S3Gateway } from '@tryon/local/services/s3-gateway';
import sharp from 'sharp';
import { type Ground, openGround } from './ground.js';
import { eachOf, type Outcome, type Scenario } from './scenario.js';
import { endings, judge, tally } from './verdict.js';

const COUNT = 10;

/** What can be done to a storage. */
interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/**
 * While the storage takes nothing, uploads are refused and results wait; once it takes something again, all goes on.
 * Nothing half-written is ever served.
 */
async function prove(
  ground: Ground,
  trouble: Trouble,
  lastsMs: number,
  say: (line: string) => void,
): Promise<Outcome> {
  const { client, fleet, images, provider } = ground;
  const wrong: string[] = [];
  const before = await eachOf(Array.from({ length: COUNT }), COUNT, () => client.submit(images));
  await sleep(300);
  await trouble.begin();
  const refused = await upload(ground);
  if (refused.status !== 503 || refused.code !== 'storage_unavailable' || refused.retryAfter === null)
    wrong.push(
      `an upload was answered ${JSON.stringify(refused)}, not 503 storage_unavailable with Retry-After`,
    );
  const during = await eachOf(Array.from({ length: COUNT }), COUNT, () => client.submit(images));
  await sleep(lastsMs);
  say(`while it refuses: ${tally(await endings(ground, [...before, ...during]))}`);
  await trouble.end();
  wrong.push(...(await judge(ground, [...before, ...during])));
  const ended = await endings(ground, [...before, ...during]);
  const odd = ended.filter(
    ({ status, code }) => status !== 'completed' && code !== 'internal_error' && code !== 'provider_error',
  );
  if (odd.length > 0) wrong.push(`ended as ${tally(odd)}`);
  const after = await upload(ground);
  if (after.status !== 201) wrong.push(`afterwards an upload is answered ${after.status}`);
  const last = await client.submit(images);
  wrong.push(...(await judge({ ...ground, fleet, provider }, [...before, ...during, last])));
  return { seen: tally(await endings(ground, [...before, ...during, last])), wrong };
}

async function upload({
  fleet,
}: Ground): Promise<{ status: number; code: string | undefined; retryAfter: string | null }> {
  const bytes = await sharp({
    create: {
      width: 700,
      height: 900,
      channels: 3,
      background: '#abcdef',
      noise: { type: 'gaussian', mean: 120, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg');
  const response = await fetch(`${fleet.serverUrls[0]}/v1/images`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${fleet.secretKey}` },
    body: form,
    signal: AbortSignal.timeout(40_000),
  });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, code: body.code, retryAfter: response.headers.get('retry-after') };
}

/** A folder of its own size, and a file that fills it. Needs the right to mount; undefined without. */
function smallDisk(): { directory: string; fill(): void; free(): void; remove(): void } | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'tryon-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', directory]).status === 0;
  if (!mounted) {
    rmSync(directory, { recursive: true });
    return undefined;
  }
  const ballast = join(directory, 'ballast');
  return {
    directory,
    fill() {
      try {
        writeFileSync(ballast, Buffer.alloc(16 * 1024 * 1024));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(ballast),
    remove() {
      spawnSync('umount', [directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The disk is full. */
export const diskFull: Scenario = {
  name: 'disk-full',
  brokers: ['postgres'],
  async run({ broker, short, say }) {
    const disk = smallDisk();
    if (!disk) return { seen: 'left out: this user may not mount a small disk', wrong: [] };
    const ground = await openGround({
      servers: 1,
      workers: 1,
      broker,
      providerMs: 1_000,
      storageDirectory: disk.directory,
    }).catch((error: unknown) => {
      disk.remove();
      throw error;
    });
    try {
      const trouble = { begin: async () => disk.fill(), end: async () => disk.free() };
      return await prove(ground, trouble, short ? 4_000 : 15_000, say);
    } finally {
      await ground.close();
      disk.remove();
    }
  },
};

/** The bucket's gateway is away, or there and refuses everything. */
export const s3Refuses = onGateway('s3-refuses', (gateway) => ({
  begin: () => gateway.pause(),
  end: () => gateway.resume(),
}));
export const s3Forbids: Scenario = {
  ...onGateway('s3-forbids', (gateway) => ({
    begin: () => gateway.forbid(),
    end: () => gateway.allow(),
  })),
  long: true,
};

function onGateway(name: string, troubleOf: (gateway: S3Gateway) => Trouble): Scenario {
  return {
    name,
    brokers: ['redis'],
    async run({ broker, short, say }) {
      if (!hasS3Gateway()) return { seen: 'left out: this machine has no S3 gateway', wrong: [] };
      const ground = await openGround({ servers: 1, workers: 1, broker, providerMs: 1_000, storage: 's3' });
      try {
        const { s3 } = ground.fleet;
        if (!s3) throw new Error('The fleet has no gateway');
        return await prove(ground, troubleOf(s3), short ? 4_000 : 15_000, say);
      } finally {
        await ground.close();
      }
    },
  };
}
