import { readFile } from 'node:fs/promises';
import type { PreviewRequest, PreviewResult } from './preview.js';
import { createPreviewPool } from './preview-pool.js';

// `npm run bench -w engine` after a build: time, memory and event loop of a process with one engine thread.

const art = new URL('../../sandbox/art/', import.meta.url);
const people = ['amara', 'david', 'ingrid', 'kenji', 'lukas', 'sofia'];
const warmRounds = 10;

async function request(person: string, garment: string): Promise<PreviewRequest> {
  return {
    person: await readFile(new URL(`models/${person}.webp`, art)),
    garment: await readFile(new URL(`${garment}.webp`, art)),
    category: 'auto',
    garmentPhotoType: 'auto',
    // As the worker asks for it.
    outputFormat: 'png',
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function add(to: Record<string, number[]>, name: string, value: number): void {
  const values = to[name] ?? [];
  values.push(value);
  to[name] = values;
}

async function main(): Promise<void> {
  const pool = createPreviewPool({ threads: 1 });
  await pool.warm();
  console.log(`after loading the networks: ${megabytes(process.memoryUsage.rss())}`);
  const timings: Record<string, number[]> = {};
  const steps: Record<string, number[]> = {};
  const cores: Record<string, number[]> = {};
  let most = 0;
  let busiestMs = 0;
  const run = async (kind: string, person: string, garment: string): Promise<void> => {
    const asked = await request(person, garment);
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const loopBefore = performance.eventLoopUtilization();
    const result: PreviewResult = await pool.render(asked);
    busiestMs = Math.max(busiestMs, performance.eventLoopUtilization(loopBefore).active);
    const cpu = process.cpuUsage(cpuBefore);
    add(timings, kind, performance.now() - startedAt);
    add(cores, kind, (cpu.user + cpu.system) / 1000);
    for (const [step, ms] of Object.entries(result.timings)) add(steps, `${kind} ${step}`, ms);
    most = Math.max(most, process.memoryUsage.rss());
  };
  await run('first', 'amara', 'garments/tee-navy');
  const flat = ['hoodie-grey', 'tee-coral-women', 'sweater-oatmeal', 'tee-white-print', 'shirt-oxford-blue'];
  for (const [i, name] of flat.entries()) await run('flat, new', people[i]!, `garments/${name}`);
  for (const [i, name] of people.slice(0, 5).entries())
    await run('worn, new', people[i + 1]!, `models/${name}`);
  for (let i = 0; i < warmRounds; i++) await run('flat, known', people[i % 6]!, 'garments/shirt-oxford-blue');
  for (let i = 0; i < warmRounds; i++) await run('worn, known', people[i % 6]!, 'models/lukas');
  // The last job's photo again: what a shopper's next products cost.
  const shopper = people[(warmRounds - 1) % 6]!;
  for (const name of flat) await run('next product, same photo', shopper, `garments/${name}`);
  for (const [kind, values] of Object.entries(timings)) {
    const parts = Object.entries(steps)
      .filter(([name]) => name.startsWith(`${kind} `) && !name.endsWith(' total'))
      .map(([name, ms]) => `${name.slice(kind.length + 1)} ${median(ms)}`);
    const cpu = `${Math.round(median(cores[kind] ?? []))} ms of CPU`;
    console.log(
      `${kind}: median ${Math.round(median(values))} ms of ${values.length}, ${cpu} (${parts.join(', ')})`,
    );
  }
  console.log(
    `memory: ${megabytes(process.memoryUsage.rss())} after all, ${megabytes(most)} at most after one`,
  );
  console.log(`event loop of the main thread: busy for ${busiestMs.toFixed(1)} ms of a job at most`);
  await pool.close();
}

await main();
