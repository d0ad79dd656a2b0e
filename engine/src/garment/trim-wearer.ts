import { createMask, largestComponent, type Mask } from '../pixels/components.js';
import { labOf } from '../pixels/lab.js';
import { median } from '../pixels/median.js';
import type { Raster } from '../pixels/raster.js';

/** Lab distance, lightness counted at .6, from which a row is of another thing than the middle of the legs. */
const another = 15;
/** Shares of the height: thinner foreign ends are a cuff or a waistband with its belt, not a shoe or a shirt's hem. */
const minShoe = 0.035;
const minShirt = 0.07;

/** Median Lab of every row of the mask; undefined where the row is empty. */
function rowColours(picture: Raster, mask: Mask): (readonly number[] | undefined)[] {
  const { width, height, data } = mask;
  return Array.from({ length: height }, (_, y) => {
    const channels: [number[], number[], number[]] = [[], [], []];
    for (let x = 0; x < width; x += 2) {
      const i = y * width + x;
      if (!data[i]) continue;
      labOf(picture.data[i * 3]!, picture.data[i * 3 + 1]!, picture.data[i * 3 + 2]!).forEach((v, c) => {
        channels[c as 0 | 1 | 2].push(v);
      });
    }
    return channels[0].length > 3 ? channels.map(median) : undefined;
  });
}

/** How many rows from one end on are of another colour; short relapses do not end the run. */
function foreignRun(foreign: readonly boolean[]): number {
  let run = 0;
  let own = 0;
  for (const [k, value] of foreign.entries()) {
    if (value) {
      run = k + 1;
      own = 0;
    } else if (++own > 4) break;
  }
  return run;
}

/** Whether a row of the mask has a gap in its middle half. */
function partsOf(mask: Mask, y: number): boolean {
  const row = mask.data.subarray(y * mask.width, (y + 1) * mask.width);
  const left = row.indexOf(1);
  const right = row.lastIndexOf(1);
  const quarter = (right - left) / 4;
  const gap = row.subarray(left, right).indexOf(0);
  return gap > quarter && gap < 3 * quarter;
}

export interface Trimmed {
  readonly mask: Mask;
  /** The first row whose colours are the garment's own. */
  readonly ownFrom: number;
}

/**
 * Takes shoes and a shirt's hem off trousers that are shown on somebody whose head is not in the picture: lasting
 * stretches of another colour at the upper and lower end.
 */
export function trimWearer(picture: Raster, mask: Mask): Trimmed {
  const colours = rowColours(picture, mask);
  const first = colours.findIndex((colour) => colour);
  let last = colours.length - 1;
  while (last > first && !colours[last]) last--;
  const height = last - first + 1;
  const middle = colours
    .slice(first + Math.round(0.3 * height), first + Math.round(0.65 * height))
    .filter((colour) => colour !== undefined);
  const usual = [0, 1, 2].map((c) => median(middle.map((colour) => colour[c]!)));
  const foreign = colours.slice(first, last + 1).map((colour) => {
    if (!colour) return true;
    return (
      Math.hypot(0.6 * (colour[0]! - usual[0]!), colour[1]! - usual[1]!, colour[2]! - usual[2]!) > another
    );
  });
  const above = foreignRun(foreign);
  const below = foreignRun(foreign.toReversed());
  const from = above > minShirt * height && above < 0.4 * height ? first + above : first;
  const to = below > minShoe * height && below < 0.3 * height ? last - below : last;
  if (from === first && to === last) return { mask, ownFrom: first };
  // A shirt may hang down to the crotch: then some of it is kept as the seat that it hides, in the legs' colours.
  let seat = from;
  while (seat > first && partsOf(mask, seat)) seat--;
  if (seat < from) seat = Math.max(first, seat - Math.round(0.03 * height));
  const out = createMask(mask.width, mask.height);
  for (let y = seat; y <= to; y++) {
    out.data.set(mask.data.subarray(y * mask.width, (y + 1) * mask.width), y * mask.width);
  }
  return { mask: largestComponent(out), ownFrom: from };
}
