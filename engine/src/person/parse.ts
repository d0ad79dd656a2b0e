import { gaussianBlur } from '../pixels/blur.js';
import { guidedPlane, guidedShares } from '../pixels/guided-filter.js';
import { labPicture } from '../pixels/lab.js';
import { clamp, createPlane } from '../pixels/plane.js';
import type { Plane, Raster } from '../pixels/raster.js';
import type { Label, Pose } from './body.js';
import { bodyFrame } from './frame.js';
import { fitMixture, logLikelihood, type Mixture } from './mixture.js';
import { type PersonLabel, type Priors, personLabels, skeletonPriors } from './priors.js';
import { isDark, seedSamples } from './seeds.js';
import { tidyLabels } from './tidy-labels.js';

/** Colour evidence is dulled: neighbouring pixels are not independent witnesses. */
const colourPower = 0.55;
const backgroundPower = 0.3;
/** No colour speaks louder than that against a label. */
const leastColour = -40;
const rounds = 3;
const partsOf: Readonly<Record<Label, number>> = { background: 6, skin: 4, hair: 3, top: 4, bottom: 4 };
const maxSamples = 2500;

export type Labels = Readonly<Record<Label, Plane>>;

/** Every nth Lab colour whose pixel lies between two levels of a plane, at most `maxSamples`. */
function samplesBetween(lab: Float32Array, { data }: Plane, above: number, below: number): Float32Array {
  let size = 0;
  for (const v of data) if (v > above && v < below) size++;
  const found = new Int32Array(size);
  for (let i = 0, k = 0; i < data.length; i++) if (data[i]! > above && data[i]! < below) found[k++] = i;
  const step = Math.max(1, found.length / maxSamples);
  const count = Math.min(found.length, Math.floor(found.length / step));
  const out = new Float32Array(count * 3);
  for (let k = 0; k < count; k++) {
    const i = found[Math.floor(k * step)]!;
    out.set(lab.subarray(i * 3, i * 3 + 3), k * 3);
  }
  return out;
}

/**
 * The samples whose colour speaks for `own` rather than `rival`, or all if few do. Low on the body the prior alone makes
 * trousers of a long top; learnt from, that mistake would creep upwards round by round.
 */
function likelierUnder(
  own: Mixture | undefined,
  rival: Mixture | undefined,
  samples: Float32Array,
): Float32Array {
  if (!own || !rival) return samples;
  const kept: number[] = [];
  for (let k = 0; k < samples.length; k += 3) {
    const [l, a, b] = [samples[k]!, samples[k + 1]!, samples[k + 2]!];
    if (logLikelihood(own, l, a, b) > logLikelihood(rival, l, a, b)) kept.push(l, a, b);
  }
  return kept.length > Math.max(90, samples.length * 0.1) ? Float32Array.from(kept) : samples;
}

function both(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

function posteriors(
  lab: Float32Array,
  person: Plane,
  priors: Priors,
  models: Partial<Record<Label, Mixture>>,
  step: 1 | 2 = 1,
): Labels {
  const { width, height } = person;
  const out = {
    background: createPlane(width, height),
    skin: createPlane(width, height),
    hair: createPlane(width, height),
    top: createPlane(width, height),
    bottom: createPlane(width, height),
  };
  const { background } = models;
  const mixtures = personLabels.map((label) => models[label]);
  const odds = personLabels.map((label) => priors.odds[label].data);
  const to = personLabels.map((label) => out[label].data);
  const colours = new Float64Array(4);
  for (let i = 0; i < person.data.length; i++) {
    if (step === 2 && (((i % width) | ((i / width) | 0)) & 1) === 1) continue;
    const p = person.data[i]!;
    if (p < 0.02) {
      out.background.data[i] = 1;
      continue;
    }
    const l = lab[i * 3]!;
    const a = lab[i * 3 + 1]!;
    const b = lab[i * 3 + 2]!;
    let best = leastColour;
    for (let k = 0; k < 4; k++) {
      const model = mixtures[k];
      const colour = model ? Math.max(leastColour, logLikelihood(model, l, a, b)) : leastColour;
      colours[k] = colour;
      if (colour > best) best = colour;
    }
    let sum = 0;
    for (let k = 0; k < 4; k++) {
      const less = colours[k]! - best;
      const share = odds[k]![i]! * (less < 0 ? Math.exp(colourPower * less) : 1);
      colours[k] = share;
      sum += share;
    }
    const ground = background ? Math.max(leastColour, logLikelihood(background, l, a, b)) : best;
    const against = ((1 - p) / Math.max(1e-4, p)) * Math.exp(backgroundPower * clamp(ground - best, -14, 8));
    const inBody = 1 / (1 + against);
    out.background.data[i] = 1 - inBody;
    for (let k = 0; k < 4; k++) to[k]![i] = (inBody * colours[k]!) / sum;
  }
  return out;
}

/** Snaps every label to the picture's edges and makes them sum to 1 again. */
function refine({ skin, hair, top, bottom }: Labels, small: Raster): Labels {
  const { shares, rest } = guidedShares(
    { picture: small, radius: 3, epsilon: 3e-4 },
    [skin, hair, top, bottom],
    small,
  );
  return { background: rest, skin: shares[0]!, hair: shares[1]!, top: shares[2]!, bottom: shares[3]! };
}

/**
 * Labels every pixel as background, skin, hair, top or bottom. There is no human parsing network under a permissive
 * licence, so soft skeleton priors meet colour mixtures that are learnt from the picture itself and refitted three times.
 * `small` has a long side of at most 560 px; `pose` and `mask` are in its pixels.
 */
export function parsePerson(small: Raster, pose: Pose, mask: Plane): Labels {
  const frame = bodyFrame(pose);
  const lab = labPicture(small);
  const priors = skeletonPriors(small.width, small.height, pose, frame);
  const person = guidedPlane({ picture: small, radius: 4, epsilon: 2e-4 }, mask);
  // The network's own confidence stays a brake on what the guided filter finds in look-alike surroundings.
  const wide = gaussianBlur(mask, 1.5);
  for (let i = 0; i < person.data.length; i++) {
    person.data[i] = clamp(0.65 * person.data[i]! + 0.35 * wide.data[i]!, 0, 1);
  }
  const seeds = seedSamples(lab, small.width, small.height, person, priors, frame);
  const models: Partial<Record<Label, Mixture>> = {};
  const learn = (label: Label, samples: Float32Array): void => {
    const model = fitMixture(samples, partsOf[label]);
    if (model) models[label] = model;
  };
  learn('background', samplesBetween(lab, mask, Number.NEGATIVE_INFINITY, 0.05));
  for (const label of personLabels) learn(label, seeds[label]);
  // Every other pixel of every other row teaches as much; only the last round labels all of them.
  let labels = posteriors(lab, person, priors, models, 2);
  for (let round = 0; round < rounds; round++) {
    for (const label of personLabels) {
      let sure = samplesBetween(lab, labels[label], 0.8, Number.POSITIVE_INFINITY);
      if (label === 'bottom' && !isDark(seeds.top)) sure = likelierUnder(models.bottom, models.top, sure);
      // Skin keeps its seed shades: a face in the sun must not forget the arm in the shade.
      learn(label, label === 'skin' ? both(sure, seeds.skin) : sure);
    }
    labels = posteriors(lab, person, priors, models, round === rounds - 1 ? 1 : 2);
  }
  return refine(tidyLabels(labels, pose, frame), small);
}

export type { PersonLabel };
