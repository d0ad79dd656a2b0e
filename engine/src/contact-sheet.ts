import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findNews, findWorse, type Outcome, type Outcomes } from './contact-sheet/gate.js';
import { createPairMeasurer, type Measured } from './contact-sheet/measure-pair.js';
import { allPairs, fewPairs, type Pair, picturesIn, privatePairs } from './contact-sheet/pairs.js';
import { createSheet } from './contact-sheet/sheet.js';
import { loadPreviewEngine } from './preview.js';

const art = fileURLToPath(new URL('../../sandbox/art/', import.meta.url));
const figuresFile = fileURLToPath(new URL('../contact-sheet/figures.json', import.meta.url));

const help = `usage: npm run contact-sheet -- [options]
  --only <text>    only pairs whose name (person+garment) contains it; may be given several times
  --few            a few pairs, as the test does
  --photos <dir>   private photos too: files named person… are dressed, the others are garments; never committed
  --people <dir>   other people than the sandbox's models
  --garments <dir> other garments than the sandbox's
  --out <dir>      write every picture and a sheet there
  --docs <file>    write a small sheet (WebP) of the project's own art
  --check          fail when a figure is worse than the committed one, or nothing is committed of a pair
  --accept         commit to the figures as they are now`;

function line(name: string, { refused, figures, warnings = [], totalMs, garmentMs }: Measured): string {
  if (!figures) return `${name.padEnd(32)} refused: ${refused}`;
  const share = (v: number): string => (v * 100).toFixed(2).padStart(7);
  const number = (v: number): string => v.toFixed(1).padStart(5);
  const { outside, face, hands, far, colour, stain, palette, oldLeft } = figures;
  return [
    name.padEnd(32),
    ...[outside, face, hands, far].map(share),
    ...[colour, stain, palette].map(number),
    share(oldLeft),
    `${totalMs}`.padStart(6),
    `${garmentMs}`.padStart(6),
    warnings.join(' '),
  ].join(' ');
}

const header = [
  'person+garment'.padEnd(32),
  ...['out %', 'face %', 'hand %', 'far %'].map((title) => title.padStart(7)),
  ...['dE', 'stain', 'pal'].map((title) => title.padStart(5)),
  'old %'.padStart(7),
  ...['ms', 'garm'].map((title) => title.padStart(6)),
].join(' ');

async function committedFigures(): Promise<Outcomes> {
  const file = JSON.parse(await readFile(figuresFile, 'utf8')) as { pairs: Outcomes };
  return file.pairs;
}

/** Sorted by name, one pair a line: what changed is seen in a diff. */
async function accept(now: Outcomes): Promise<void> {
  const pairs = Object.entries({ ...(await committedFigures()), ...now }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const lines = pairs.map(([name, outcome]) => `    ${JSON.stringify(name)}: ${JSON.stringify(outcome)}`);
  await writeFile(figuresFile, `{\n  "pairs": {\n${lines.join(',\n')}\n  }\n}\n`);
}

async function choosePairs(options: Options): Promise<Pair[]> {
  const models = await picturesIn(options.people ?? join(art, 'models'));
  const garments = await picturesIn(options.garments ?? join(art, 'garments'));
  const own = (options.few ? fewPairs : allPairs)(models, garments);
  const photos = options.photos ? await picturesIn(options.photos) : [];
  const isOther = Boolean(options.people ?? options.garments);
  const pairs = [
    ...own.map((pair) => ({ ...pair, isPrivate: isOther })),
    ...privatePairs(photos, models, garments),
  ];
  const only = options.only ?? [];
  return pairs.filter(({ name }) => only.length === 0 || only.some((text) => name.includes(text)));
}

function readOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      few: { type: 'boolean' },
      photos: { type: 'string' },
      people: { type: 'string' },
      garments: { type: 'string' },
      out: { type: 'string' },
      docs: { type: 'string' },
      check: { type: 'boolean' },
      accept: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  }).values;
}

type Options = ReturnType<typeof readOptions>;

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return console.log(help);
  const measurePair = createPairMeasurer(await loadPreviewEngine());
  const large = createSheet({ width: 384, height: 576 });
  const small = createSheet({ width: 120, height: 180 });
  const now: Record<string, Outcome> = {};
  console.log(header);
  for (const pair of await choosePairs(options)) {
    const { picture, totalMs, garmentMs, ...outcome } = await measurePair(pair);
    const timed =
      totalMs === undefined || garmentMs === undefined ? outcome : { ...outcome, totalMs, garmentMs };
    console.log(line(pair.name, timed));
    if (!pair.isPrivate) now[pair.name] = outcome;
    const { person, garment } = pair;
    const row = pair.category === 'auto' ? garment.name : `${garment.name}-${pair.category}`;
    if (options.out) {
      await mkdir(options.out, { recursive: true });
      if (picture) await writeFile(join(options.out, `${pair.name}.png`), picture);
      await large.add(row, 'garment', await readFile(garment.path));
      await large.add(row, person.name, picture);
    }
    if (options.docs && !pair.isPrivate) {
      await small.add(row, 'garment', await readFile(garment.path));
      await small.add(row, person.name, picture);
    }
  }
  const sheet = options.out && (await large.draw('png'));
  if (sheet) await writeFile(join(options.out!, 'sheet.png'), sheet);
  const docs = options.docs && (await small.draw('webp'));
  if (docs) await writeFile(resolve(options.docs!), docs);
  const committed = await committedFigures();
  const worse = findWorse(committed, now);
  const news = findNews(committed, now);
  for (const sentence of [...news, ...worse]) console.log(sentence);
  if (options.accept) await accept(now);
  else if (options.check && worse.length + news.length > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
