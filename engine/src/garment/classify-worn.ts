import type { Body } from '../person/body.js';
import { bodyFrame } from '../person/frame.js';
import { readLegs, showsLegs, stands } from '../person/leg-figure.js';
import { labPicture } from '../pixels/lab.js';
import type { Plane } from '../pixels/raster.js';

/** Lab distance below which what is worn above and below the waist is one cloth. */
const oneCloth = 9;

/** Mean and spread of Lab where a label is sure, within a band of torso heights. */
function clothColour(
  lab: Float32Array,
  label: Plane,
  inBand: (y: number) => boolean,
): { mean: number[]; sd: number; n: number } {
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  let n = 0;
  for (let i = 0; i < label.data.length; i++) {
    if (label.data[i]! < 0.8 || !inBand(Math.floor(i / label.width))) continue;
    n++;
    for (let c = 0; c < 3; c++) {
      const v = lab[i * 3 + c]!;
      sum[c] = sum[c]! + v;
      squares[c] = squares[c]! + v * v;
    }
  }
  const mean = sum.map((v) => v / Math.max(1, n));
  const sd = Math.sqrt(squares.reduce((all, v, c) => all + v / Math.max(1, n) - mean[c]! ** 2, 0));
  return { mean, sd, n };
}

/**
 * What somebody in a garment picture most likely shows: a dress when one cloth hangs from the shoulders to below the
 * hips, between the legs too; else the top. Trousers on a dressed person must be announced.
 */
export function classifyWorn(body: Body): 'tops' | 'one-pieces' {
  if (!showsLegs(body)) return 'tops';
  const figure = readLegs(body);
  if (!figure.skirted || !stands(figure)) return 'tops';
  const { labels, labelScale } = body;
  const lab = labPicture(body.small);
  const frame = bodyFrame(body.pose);
  const row = (t: number): number => (frame.midShoulder.y + t * frame.torsoLength) / labelScale;
  const above = clothColour(lab, labels.top, (y) => y > row(0.2) && y < row(0.8));
  const below = clothColour(lab, figure.cloth, (y) => y > row(1.1) && y < row(1.9));
  // A long dress may be all "top" to the parser.
  if (below.n < 50) return 'one-pieces';
  const apart = Math.hypot(...above.mean.map((v, c) => v - below.mean[c]!));
  return apart < oneCloth + 0.25 * Math.max(above.sd, below.sd) ? 'one-pieces' : 'tops';
}
