import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { PreviewRequest } from '../preview.js';

const picturePattern = /\.(webp|png|jpe?g|avif)$/i;

export interface Picture {
  readonly name: string;
  readonly path: string;
}

export interface Pair {
  /** `person+garment`. */
  readonly name: string;
  readonly person: Picture;
  readonly garment: Picture;
  /** What the garment is announced as. */
  readonly category: PreviewRequest['category'];
  /** Not of the project's own art: measured and drawn, never committed. */
  readonly isPrivate: boolean;
}

/** Pictures of a folder by name. */
export async function picturesIn(folder: string): Promise<Picture[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => picturePattern.test(name))
    .sort()
    .map((name) => ({ name: basename(name, extname(name)), path: join(folder, name) }));
}

function pairOf(person: Picture, garment: Picture, isPrivate = false): Pair {
  return { name: `${person.name}+${garment.name}`, person, garment, category: 'auto', isPrivate };
}

/** Trousers worn by somebody in the picture: `auto` takes the top there, so they have to be announced. */
function bottomsOf(person: Picture, wearer: Picture): Pair {
  const pair = pairOf(person, wearer);
  return { ...pair, name: `${pair.name}-bottoms`, category: 'bottoms' };
}

/** Every garment on every model, and every model in the top and in the trousers that the next one wears. */
export function allPairs(models: readonly Picture[], garments: readonly Picture[]): Pair[] {
  const flat = garments.flatMap((garment) => models.map((model) => pairOf(model, garment)));
  const next = (i: number): Picture => models[(i + 1) % models.length]!;
  const tops = models.map((model, i) => pairOf(model, next(i)));
  const bottoms = models.map((model, i) => bottomsOf(model, next(i)));
  return [...flat, ...tops, ...bottoms];
}

/** Every second garment once, the models in turn, and one garment off its wearer: what a test has time for. */
export function fewPairs(models: readonly Picture[], garments: readonly Picture[]): Pair[] {
  const flat = garments
    .filter((_, i) => i % 2 === 1)
    .map((garment, i) => pairOf(models[i % models.length]!, garment));
  return [...flat, pairOf(models[0]!, models[1]!)];
}

/** Private photos: files named `person…` are dressed in everything, the others are garments that everybody wears. */
export function privatePairs(
  photos: readonly Picture[],
  models: readonly Picture[],
  garments: readonly Picture[],
): Pair[] {
  const people = photos.filter(({ name }) => name.startsWith('person'));
  const cloth = photos.filter(({ name }) => !name.startsWith('person'));
  const dressed = people.flatMap((person) => [...cloth, ...garments].map((g) => pairOf(person, g, true)));
  const worn = cloth.flatMap((garment) => models.map((model) => pairOf(model, garment, true)));
  return [...dressed, ...worn];
}
