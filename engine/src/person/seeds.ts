import { medianOf } from '../pixels/median.js';
import type { Plane } from '../pixels/raster.js';
import type { BodyFrame } from './frame.js';
import { torsoT } from './frame.js';
import type { PersonLabel, Priors } from './priors.js';
import { looksLikeSkin } from './skin-gamut.js';

/** Lightness factors a person's skin shows elsewhere than in the face: shadowed throat, lit forearm. */
const skinShades = [0.75, 0.88, 1, 1.08];

/** CIE L* below which a cloth is too dark to be told from trousers by its colour. */
const darkLightness = 30;

/** Whether Lab samples are, in the mean, too dark to be told from another dark cloth. */
export function isDark(samples: Float32Array): boolean {
  let sum = 0;
  for (let k = 0; k < samples.length; k += 3) sum += samples[k]!;
  return sum < (darkLightness * samples.length) / 3;
}

/** Pixels of legs below which the person mask has left them out. */
const minLegs = 400;
/** Pixels of a face below which it is not in the picture. */
const minFace = 30;

/** Of the pixels where throat, hands and forearms may be bare, those that look like skin and not like the top. */
function bareLooking(lab: Float32Array, places: readonly number[], cloth: readonly number[]): number[] {
  return places.filter((i) => {
    const [l, a, b] = [lab[i * 3]!, lab[i * 3 + 1]!, lab[i * 3 + 2]!];
    return looksLikeSkin(l, a, b) && Math.hypot(l - cloth[0]!, a - cloth[1]!, b - cloth[2]!) > 14;
  });
}

/** Distance of a pixel's colour from another, with less weight on lightness. */
function colourDistance(lab: Float32Array, i: number, to: readonly [number, number, number]): number {
  const l = (lab[i * 3]! - to[0]) * 0.6;
  const a = lab[i * 3 + 1]! - to[1];
  const b = lab[i * 3 + 2]! - to[2];
  return Math.sqrt(l * l + a * a + b * b);
}

/** First Lab samples of each label, from where the skeleton leaves little doubt. */
export function seedSamples(
  lab: Float32Array,
  width: number,
  height: number,
  person: Plane,
  priors: Priors,
  frame: BodyFrame,
): Record<PersonLabel, Float32Array> {
  const face: number[] = [];
  const top: number[] = [];
  const bottom: number[] = [];
  const around: number[] = [];
  const faintLegs: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < width * height; i++) {
    if (person.data[i]! < 0.35) continue;
    const x = (i % width) + 0.5;
    const y = Math.floor(i / width) + 0.5;
    const t = torsoT(frame, x, y);
    // Of legs that a picture cuts off the networks are half sure at best.
    const legs = priors.thighs.data[i]! < 0.7 && t > 1.15;
    if (legs) faintLegs.push(i);
    if (person.data[i]! < 0.6) continue;
    if (priors.face.data[i]! < 0.75) face.push(i);
    const aside = Math.abs(
      (x - frame.midShoulder.x) * frame.across.x + (y - frame.midShoulder.y) * frame.across.y,
    );
    const throat = t > -0.3 && t < -0.06 && aside < 0.12 * frame.unit;
    if (throat || priors.hands.data[i]! < 0.7 || priors.forearms.data[i]! < 0.6) bare.push(i);
    const armed = Math.min(priors.forearms.data[i]!, priors.hands.data[i]!) < 1.2;
    if (priors.torso.data[i]! < 0.75 && t > 0.14 && t < 0.8 && !armed) top.push(i);
    if (legs && !armed) bottom.push(i);
    const dx = x - frame.headCentre.x;
    const dy = y - frame.headCentre.y;
    const fromHead = Math.sqrt(dx * dx + dy * dy) / frame.headWidth;
    if (priors.face.data[i]! > 1.2 && fromHead < 0.95 && t < -0.3) around.push(i);
  }
  const channel = (list: number[], c: number): number =>
    medianOf(Float32Array.from(list, (i) => lab[i * 3 + c]!));
  if (face.length < minFace)
    face.push(
      ...bareLooking(
        lab,
        bare,
        [0, 1, 2].map((c) => channel(top, c)),
      ),
    );
  const centre = [channel(face, 0), channel(face, 1), channel(face, 2)] as const;
  const offSkin = (i: number): number => colourDistance(lab, i, centre);
  const skinIndices = face.filter((i) => offSkin(i) < 16);
  const skin = skinIndices.flatMap((i) =>
    skinShades.flatMap((shade) => [lab[i * 3]! * shade, lab[i * 3 + 1]! * shade, lab[i * 3 + 2]! * shade]),
  );
  const gather = (list: number[]): Float32Array => {
    const step = Math.max(1, Math.floor(list.length / 2500));
    return Float32Array.from(
      list.filter((_, k) => k % step === 0).flatMap((i) => [lab[i * 3]!, lab[i * 3 + 1]!, lab[i * 3 + 2]!]),
    );
  };
  // An arm across the trunk must not teach cloth the colour of skin; skin-coloured cloth is left alone.
  const withoutSkin = (list: number[]): number[] => {
    const cloth = list.filter((i) => offSkin(i) > 17);
    return cloth.length > list.length * 0.6 ? cloth : list;
  };
  // A long top hangs over the thighs, the more so in a photo cut off below the waist: it must not pass for trousers.
  const cloth = withoutSkin(top);
  const clothTone = [channel(cloth, 0), channel(cloth, 1), channel(cloth, 2)] as const;
  const unlikeTop = (list: number[]): number[] => {
    // Black on black the two differ by less than their folds do: what is left over would be highlights, not trousers.
    if (clothTone[0] < darkLightness) return list;
    const other = list.filter((i) => colourDistance(lab, i, clothTone) > 10);
    return other.length > Math.max(30, list.length * 0.1) ? other : list;
  };
  const thin = Math.max(1, Math.floor(skin.length / 3 / 2000));
  const skinSamples: number[] = [];
  for (let k = 0; k < skin.length; k += 3 * thin) skinSamples.push(skin[k]!, skin[k + 1]!, skin[k + 2]!);
  return {
    skin: Float32Array.from(skinSamples),
    hair: gather(around.filter((i) => offSkin(i) > 14)),
    top: gather(cloth),
    bottom: gather(unlikeTop(withoutSkin(bottom.length < minLegs ? faintLegs : bottom))),
  };
}
