import type { Label } from '../person/body.js';
import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { dilate, erode } from '../pixels/morphology.js';
import { above, createPlane, createRaster, lumaOf, mapPlane, smoothstep } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';

export interface PlateInput {
  readonly picture: Raster;
  readonly labels: Readonly<Record<Label, Plane>>;
  /** The garment that goes, 0..1. */
  readonly old: Plane;
  /** What comes into view at its lower end, 0..1: trousers under a top. */
  readonly beneath: Plane | undefined;
  /** What the new garment's trunk and collar cover, 0..1; its sleeves are no matter here. */
  readonly trunk: Plane;
  /** Bare arms, also where the old sleeves hide them, 0..1; undefined for a garment that leaves arms and neck alone. */
  readonly arms: Plane | undefined;
  /** Forearms and hands, whose skin may lie in front of the old top, 0..1. */
  readonly front: Plane;
  /** Hair and face as they lie over the garment, 0..1; hair elsewhere is a misread dark fold of the old top. */
  readonly head: Plane;
  /** Neck and throat between the shoulders, whether or not the old collar hid them, 0..1. */
  readonly throat: Plane;
  /** The body unit, px. */
  readonly unit: number;
}

export interface Plate {
  readonly picture: Raster;
  /** 1 where the old garment was painted out. */
  readonly removed: Plane;
  /** Background after the painting out, 0..1: no shadow of the garment falls there. */
  readonly ground: Plane;
}

/** Skin whose light is its usual light: the speckled shade of an old sleeve must not be spread over the arm. */
function wellLit(picture: Raster, skin: Plane): Plane {
  const luma = lumaOf(picture);
  const lumas: number[] = [];
  for (let i = 0; i < skin.data.length; i += 3) if (skin.data[i]! > 0.5) lumas.push(luma.data[i]!);
  lumas.sort((a, b) => a - b);
  const usual = lumas[lumas.length >> 1] ?? 0;
  const lit = mapPlane(skin, (v, i) => (luma.data[i]! > usual * 0.8 && luma.data[i]! < usual * 1.35 ? v : 0));
  return erode(lit, 1);
}

/** Pixels with garment on both sides in their row: the neckline's opening, which shows skin. */
function openings(trunk: Plane): Plane {
  const { width, height, data } = trunk;
  const out = createPlane(width, height);
  for (let y = 0; y < height; y++) {
    let first = -1;
    let last = -1;
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! < 0.5) continue;
      if (first < 0) first = x;
      last = x;
    }
    // Not to the very edge: under its soft rim there is ground.
    for (let x = first + 4; first >= 0 && x <= last - 4; x++) out.data[y * width + x] = 1;
  }
  return out;
}

/** What lies under the old garment, as odds carried in from its surroundings: red what is beneath, green the ground. */
function zoneOdds(beneath: Plane, background: Plane, removed: Plane, wanted: Plane): Raster {
  const { width, height } = removed;
  const zones = createRaster(width, height);
  for (let i = 0; i < removed.data.length; i++) {
    zones.data[i * 3] = beneath.data[i]! * 255;
    zones.data[i * 3 + 1] = background.data[i]! * 255;
  }
  return bleed(
    zones,
    mapPlane(removed, (v) => (v > 0.01 ? 0 : 1)),
    wanted,
  );
}

/** Per column the first row where trousers are seen, not only thought to go on under the old top; the height where none are. */
function firstRows({ width, height, data }: Plane, removed: Plane): number[] {
  const seen = (i: number): boolean => data[i]! > 0.5 && removed.data[i]! < 0.5;
  return Array.from({ length: width }, (_, x) => {
    let y = 0;
    while (y < height && !seen(y * width + x)) y++;
    return y;
  });
}

/** 1 over the columns that show trousers, fading over 2 px: beside them there is ground beside the old top's hem too. */
function overTrousers(rows: readonly number[], height: number): Float32Array {
  return Float32Array.from(rows, (_, x) => {
    const near = rows.slice(Math.max(0, x - 2), x + 3);
    return near.filter((row) => row < height).length / near.length;
  });
}

/**
 * The gap that a short new top leaves above the trousers that the long old one hid: they go on up to it, for between the
 * two there is a body and not the ground. 0..1, column by column; gaps longer than `longest` px are left alone.
 */
export function waistGap(
  beneath: Plane,
  trunk: Plane,
  removed: Plane,
  longest: number,
  rows: readonly number[] = firstRows(beneath, removed),
): Plane {
  const { width, height } = beneath;
  const out = createPlane(width, height);
  for (let x = 0; x < width; x++) {
    const first = rows[x]!;
    let y = first - 1;
    while (y >= 0 && first - y < longest && trunk.data[y * width + x]! < 0.5) {
      if (removed.data[y * width + x]! < 0.05 && beneath.data[y * width + x]! < 0.3) break;
      y--;
    }
    if (first >= height || y < 0 || trunk.data[y * width + x]! < 0.5) continue;
    for (; y < first; y++) out.data[y * width + x] = 1;
  }
  return gaussianBlur(out, 1.2);
}

/** Where a label is sure and nothing is painted out. */
function clearOf(label: Plane, removed: Plane): Plane {
  const out = createPlane(label.width, label.height);
  for (let i = 0; i < out.data.length; i++) {
    if (label.data[i]! > 0.93 && removed.data[i]! < 0.01) out.data[i] = 1;
  }
  return out;
}

/** How much of each pixel bare skin takes where an old top goes: on arms, in the neckline, on the throat. */
function bareSkin(input: PlateInput, arms: Plane, spread: number): Plane {
  const { labels, old, unit } = input;
  const opening = openings(input.trunk);
  // Bare skin lies within the cloth that hid it: at the old outline there is ground.
  const body = erode(
    mapPlane(old, (v, i) => (v + labels.skin.data[i]! + labels.hair.data[i]! > 0.5 ? 1 : 0)),
    spread,
  );
  // Beside skin that is seen an arm goes on at its full width.
  const besideSkin = gaussianBlur(dilate(above(labels.skin, 0.8), unit * 0.2), spread);
  return mapPlane(body, (inBody, i) =>
    Math.max(
      arms.data[i]! * Math.max(inBody, besideSkin.data[i]!),
      inBody * Math.max(opening.data[i]!, input.throat.data[i]!),
    ),
  );
}

/**
 * The photo without the old garment: where the new one will not cover it, arms and neck become skin, the waist becomes
 * what is beneath and the rest becomes background, each grown smoothly from its nearest true pixels.
 */
export function cleanPlate(input: PlateInput): Plate {
  const { picture, labels, old, beneath, arms, front, head, unit } = input;
  const { width, height } = picture;
  const spread = Math.max(2, Math.round(unit * 0.018));
  const removed = gaussianBlur(
    dilate(
      mapPlane(old, (v, i) => {
        const hair = labels.hair.data[i]!;
        const stray = arms && head.data[i] === 0 && hair > 0.5 ? hair : 0;
        return smoothstep(0.06, 0.3, v + stray);
      }),
      spread,
    ),
    spread * 0.35,
  );
  const sure = (plane: Plane): Plane => erode(clearOf(plane, removed), 1);
  const bare = arms && bareSkin(input, arms, spread);
  // On an arm the fill fades far into the true skin, over the shadow that the old cuff threw.
  const faded = arms && gaussianBlur(dilate(removed, unit * 0.03), unit * 0.025);
  const touched = mapPlane(removed, (v, i) =>
    Math.max(v, arms && faded ? arms.data[i]! * faded.data[i]! : 0),
  );
  const background = bleed(picture, sure(labels.background), touched);
  const skin = arms && bleed(picture, wellLit(picture, sure(labels.skin)), touched);
  const under = beneath && bleed(picture, sure(beneath), touched);
  const zones = beneath && zoneOdds(beneath, labels.background, removed, touched);
  const rows = beneath && firstRows(beneath, removed);
  const waist = beneath && waistGap(beneath, input.trunk, removed, 0.9 * unit, rows);
  const columns = rows && overTrousers(rows, height);
  const ground = { ...labels.background, data: labels.background.data.slice() };
  const out = createRaster(width, height);
  out.data.set(picture.data);
  for (let i = 0; i < removed.data.length; i++) {
    const r = touched.data[i]!;
    if (r <= 0) continue;
    // A hand or a strand of hair over the old garment stays; skin beside an old cuff or collar loses its shadowed rim.
    const own = smoothstep(0.5, 0.9, head.data[i]! + labels.skin.data[i]! * front.data[i]!);
    const amount = r * (1 - own);
    if (amount <= 0) continue;
    let toSkin = bare ? bare.data[i]! : 0;
    let toUnder = 0;
    if (zones) {
      const total = zones.data[i * 3]! + zones.data[i * 3 + 1]! + 1e-3;
      const over = columns ? columns[i % width]! : 1;
      const near = over * smoothstep(0.35, 0.65, zones.data[i * 3]! / total);
      toUnder = (1 - toSkin) * Math.max(near, waist ? waist.data[i]! : 0);
    }
    const toGround = 1 - toSkin - toUnder;
    if (skin && toGround < 1e-3) toSkin = 1 - toUnder;
    ground.data[i] = ground.data[i]! * (1 - amount) + toGround * amount;
    for (let k = i * 3; k < i * 3 + 3; k++) {
      const fill =
        (skin ? skin.data[k]! * toSkin : 0) +
        (under ? under.data[k]! * toUnder : 0) +
        background.data[k]! * toGround;
      out.data[k] = picture.data[k]! * (1 - amount) + fill * amount;
    }
  }
  return { picture: out, removed, ground };
}
