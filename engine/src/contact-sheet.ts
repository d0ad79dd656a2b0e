import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import sharp from 'sharp';
import { loadPreviewEngine } from './preview.js';
import { PreviewRefusal } from './refusal.js';

const picturePattern = /\.(webp|png|jpe?g|avif)$/i;
const cell = { width: 384, height: 576 };

/** Pictures of a folder, or the one file named. */
async function picturesIn(path: string): Promise<string[]> {
  if (picturePattern.test(path)) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => picturePattern.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** Every garment on every person, one picture each and one sheet per garment, for people to look at. */
async function main([people, garments, out]: readonly string[]): Promise<void> {
  if (!people || !garments || !out)
    throw new Error('usage: contact-sheet <people> <garments> <output folder>');
  await mkdir(out, { recursive: true });
  const engine = await loadPreviewEngine();
  const persons = await picturesIn(people);
  for (const garment of await picturesIn(garments)) {
    const name = basename(garment, extname(garment));
    const cells: Buffer[] = [];
    for (const person of persons) {
      const title = `${basename(person, extname(person))}-${name}`;
      try {
        const result = await engine.render({
          person: await readFile(person),
          garment: await readFile(garment),
          category: 'auto',
          garmentPhotoType: 'auto',
          outputFormat: 'png',
        });
        console.log(title, JSON.stringify(result.timings), result.warnings.map((w) => w.code).join(' '));
        await writeFile(join(out, `${title}.png`), result.picture);
        cells.push(
          await sharp(result.picture).resize(cell.width, cell.height, { fit: 'contain' }).png().toBuffer(),
        );
      } catch (error) {
        if (!(error instanceof PreviewRefusal)) throw error;
        console.log(title, error.code);
      }
    }
    if (cells.length === 0) continue;
    await sharp({
      create: { width: cell.width * cells.length, height: cell.height, channels: 3, background: '#888' },
    })
      .composite(cells.map((input, i) => ({ input, left: i * cell.width, top: 0 })))
      .png()
      .toFile(join(out, `sheet-${name}.png`));
  }
}

await main(process.argv.slice(2));
