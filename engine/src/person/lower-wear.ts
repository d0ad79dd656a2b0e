import { gaussianBlur } from '../pixels/blur.js';
import { labOf } from '../pixels/lab.js';
import { dilate, erode } from '../pixels/morphology.js';
import { above, createPlane, mapPlane, smoothstep } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';
import type { Body, Label } from './body.js';
import type { LegFigure, LegLine } from './leg-figure.js';

type FullLabels = Readonly<Record<Label, Plane>>;

/** What somebody wears below the waist, at the photo's size, 0..1. */
export interface LowerWear {
  /** Trousers, shorts or a skirt. */
  readonly cloth: Plane;
  readonly shoes: Plane;
}

/** Median Lab of a stretch of the leg's middle line; lengths in px along its axis. */
function colourAlong(body: Body, line: LegLine, from: number, to: number): number[] {
  const { picture } = body;
  const channels: [number[], number[], number[]] = [[], [], []];
  for (let p = from; p < to; p += 1) {
    const at = line.axis.at(p);
    const x = Math.floor(at.x);
    const y = Math.floor(at.y);
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue;
    const k = (y * picture.width + x) * 3;
    labOf(picture.data[k]!, picture.data[k + 1]!, picture.data[k + 2]!).forEach((v, c) => {
      channels[c as 0 | 1 | 2].push(v);
    });
  }
  return channels.map((values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0);
}

function apart(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(((a[0]! - b[0]!) * 0.7) ** 2 + (a[1]! - b[1]!) ** 2 + (a[2]! - b[2]!) ** 2);
}

/**
 * Shoes and feet: what of the person lies past the line where the legs' wear ends and is not of its colour; and what is
 * of its colour, the hems that hang beside the shoes.
 */
function shoesOf(
  body: Body,
  labels: FullLabels,
  figure: LegFigure,
): { readonly shoes: Plane; readonly hems: Plane } {
  const { width, height, data } = body.picture;
  const u = figure.frame.unit;
  const found = createPlane(width, height);
  const hems = createPlane(width, height);
  for (const line of [figure.left, figure.right]) {
    const at = line.axis.at(line.shoeAt);
    const along = line.axis.along(line.shoeAt);
    const reach = 0.75 * u;
    const cloth = colourAlong(
      body,
      line,
      line.axis.bend + (line.shoeAt - line.axis.bend) * 0.6,
      line.shoeAt - 2,
    );
    const shoe = colourAlong(body, line, line.shoeAt + 0.1 * u, line.shoeAt + 0.25 * u);
    // The hem hangs lower beside the shoe than before it; only a shoe of the trousers' colour is all below the line.
    const sure = apart(cloth, shoe) > 14 ? 0.3 * u : 0.05 * u;
    const x0 = Math.max(0, Math.floor(at.x - reach));
    const x1 = Math.min(width, at.x + reach);
    for (let y = Math.max(0, Math.floor(at.y - reach)); y < Math.min(height, at.y + reach); y++) {
      for (let x = x0; x < x1; x++) {
        const past = (x + 0.5 - at.x) * along.x + (y + 0.5 - at.y) * along.y;
        if (past <= -0.08 * u || (x - at.x) ** 2 + (y - at.y) ** 2 > reach * reach) continue;
        // At the ankle a shoe is no wider than a leg; only further down it reaches out.
        const aside = Math.abs((x + 0.5 - at.x) * along.y - (y + 0.5 - at.y) * along.x);
        if (aside > 0.2 * u + 0.9 * Math.max(0, past)) continue;
        const i = y * width + x;
        const other = apart(labOf(data[i * 3]!, data[i * 3 + 1]!, data[i * 3 + 2]!), cloth);
        const own = past > sure || other > 11;
        if (own && labels.background.data[i]! < 0.4) found.data[i] = 1;
        if (!own && past < 0.25 * u && labels.background.data[i]! < 0.8) hems.data[i] = 1;
      }
    }
  }
  // The mixed pixels along an old hem are of neither colour; they are thin, and a shoe is not.
  const r = Math.max(2, 0.022 * u);
  const solid = dilate(erode(found, r), r);
  const shoes = mapPlane(gaussianBlur(solid, 0.8), (v, i) =>
    Math.min(v, smoothstep(0.75, 0.4, labels.background.data[i]!)),
  );
  return { shoes, hems: dilate(hems, 2) };
}

/** The trousers without what the parser only suspects to be of them: a wall of their colour stays as it is. */
function sureCloth(bottom: Plane, cloth: Plane, shoes: Plane, hems: Plane, reach: number): Plane {
  const solid = dilate(above(cloth, 0.5), reach);
  return mapPlane(
    bottom,
    (v, i) => smoothstep(0.12, 0.6, v) * Math.max(solid.data[i]!, hems.data[i]!) * (1 - shoes.data[i]!),
  );
}

/** Tells trousers and shoes apart; `labels` are at the photo's size. */
export function lowerWear(body: Body, labels: FullLabels, figure: LegFigure): LowerWear {
  const { width, height } = labels.bottom;
  const { shoes, hems } = shoesOf(body, labels, figure);
  const near = resizePlane(figure.cloth, width, height);
  return {
    shoes,
    cloth: sureCloth(labels.bottom, near, shoes, hems, (figure.skirted ? 0.015 : 0.05) * figure.frame.unit),
  };
}
