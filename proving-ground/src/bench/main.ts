import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { findRedis } from '@tryon/local/services/redis';
import type { Broker } from '../chaos/scenario.js';
import { bareSelect, bareSharp, photo } from './bare-limits.js';
import type { Timing } from './measure.js';
import { measurePlatform, PROVIDER_MS } from './platform.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } });
const forMs = Number(values.seconds) * 1_000;
const bytes = await photo();
const brokers: Broker[] = findRedis() ? ['postgres', 'redis'] : ['postgres'];
const rows: string[][] = [['', 'per second', 'p50 ms', 'p95 ms', 'of the bare limit', 'target']];
const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
const row = (what: string, timing: Timing, share = '', target = '') =>
  rows.push([what, timing.rate.toFixed(0), ms(timing.p50), ms(timing.p95), share, target]);
const late = (what: string, timing: Timing, target: string) =>
  rows.push([what, '', ms(timing.p50), ms(timing.p95), '', target]);
const share = (timing: Timing, limit: Timing) => `${Math.round((timing.rate / limit.rate) * 100)} %`;

console.log(
  `${availableParallelism()} cores, a photo of 1,200 x 1,600 px and ${Math.round(bytes.byteLength / 1_000)} kB, ${values.seconds} s each; everything shares these cores`,
);
for (const broker of brokers) {
  const sharpBefore = await bareSharp(bytes, forMs);
  const { figures, alongside: select } = await measurePlatform(broker, bytes, forMs, (url, id) =>
    bareSelect(url, id, forMs),
  );
  rows.push([`over ${broker === 'redis' ? 'Redis' : 'PostgreSQL'}`, '', '', '', '', '']);
  row('bare sharp: decode, resize, encode', sharpBefore);
  row('upload (createImage)', figures.upload, share(figures.upload, sharpBefore), '75 %');
  row('createTryon, pictures uploaded before', figures.create);
  const twice = { ...sharpBefore, rate: sharpBefore.rate / 2 };
  row(
    'createTryon with both pictures in it',
    figures.createMultipart,
    share(figures.createMultipart, twice),
    '75 %',
  );
  row('bare Fastify route with one select', select);
  row('getTryon', figures.statusRead, share(figures.statusRead, select), '50 %');
  late(`overhead, provider of ${PROVIDER_MS} ms, uploaded before`, figures.overhead, 'p50 60, p95 150');
  late('overhead, in one multipart call', figures.overheadMultipart, 'p50 120, p95 250');
}
console.log(table(rows));
process.exit(0);

function table(lines: readonly string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
