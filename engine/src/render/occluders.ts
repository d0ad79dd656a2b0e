import type { Body, Label } from '../person/body.js';
import { type Capsule, capsuleField } from '../person/capsule.js';
import { bodyFrame, distance, scalePose, towards } from '../person/frame.js';
import { type Arm, armsOf, seenParts } from '../person/limbs.js';
import { bleed } from '../pixels/bleed.js';
import { gaussianBlur } from '../pixels/blur.js';
import { componentsOf, maskAbove } from '../pixels/components.js';
import { dilate, erode } from '../pixels/morphology.js';
import { above, createPlane, mapPlane, smoothstep } from '../pixels/plane.js';
import type { Layer, Plane, Raster } from '../pixels/raster.js';
import { resizePlane } from '../pixels/resize.js';
import { cropRaster, type Window } from '../pixels/window.js';

/** Parts of the person that lie over the garment, cut out of the photo. */
export interface Occluders {
  /** Arms and hands over the trunk of the garment. */
  readonly arms: Layer;
  /** Hands over the sleeves. */
  readonly hands: Plane;
  /** Where forearms and hands can be, skin or not. */
  readonly front: Plane;
  /** Hair, face and chin over everything. */
  readonly head: Layer;
  /** Neck skin, over the inside of the collar only. */
  readonly neck: Plane;
  /** Where the neck and throat are, seen or not. */
  readonly throat: Plane;
}

/** Product of the confidences of elbow and wrist from which a forearm is believed: it may be hidden, and its place a guess. */
const sureForearm = 0.16;
/** Confidence of an elbow from which skin beside the trunk is its upper arm, and not the chest in a deep neckline. */
const sureElbow = 0.4;

/** The forearm and hand of an arm, unless they are only guessed: bare skin of the chest there would come out in front. */
function foreParts(arm: Arm): readonly Capsule[] {
  return arm.elbow.score * arm.wrist.score < sureForearm ? [] : seenParts(arm).slice(1);
}

/** Where hands can be: around the hand, and only past the wrist, where every sleeve has ended. */
function handGate(arms: readonly Arm[], field: (capsules: readonly Capsule[]) => Plane, unit: number): Plane {
  const whole = field([]);
  for (const arm of arms) {
    if (foreParts(arm).length < 2) continue;
    const gate = field([arm.hand]);
    const length = distance(arm.elbow, arm.wrist) || 1;
    const dx = (arm.wrist.x - arm.elbow.x) / length;
    const dy = (arm.wrist.y - arm.elbow.y) / length;
    for (let i = 0; i < gate.data.length; i++) {
      if (gate.data[i]! <= 0) continue;
      const x = (i % gate.width) + 0.5;
      const y = Math.floor(i / gate.width) + 0.5;
      const past = (x - arm.wrist.x) * dx + (y - arm.wrist.y) * dy;
      const v = gate.data[i]! * smoothstep(0.06 * unit, 0.12 * unit, past);
      whole.data[i] = Math.max(whole.data[i]!, v);
    }
  }
  return whole;
}

/** Gates at label size: which regions of skin can be arm, hand or face. */
function gates(body: Body): {
  arms: Plane;
  hands: Plane;
  fingers: Plane;
  front: Plane;
  face: Plane;
  throat: Plane;
} {
  const { width, height } = body.labels.skin;
  const pose = scalePose(body.pose, 1 / body.labelScale);
  const frame = bodyFrame(pose);
  const arms = armsOf(pose, frame);
  const field = (capsules: readonly Capsule[], outer = 2.1, inner = 1.5): Plane =>
    mapPlane(capsuleField(width, height, capsules), (d) => smoothstep(outer, inner, d));
  // From the shoulder a loose gate would reach the neck, and the neck would come out in front of collars.
  const upper = field(
    arms.flatMap((arm) =>
      (arm.elbow.score < sureElbow ? [] : seenParts(arm))
        .slice(0, 1)
        .map((c) => ({ ...c, a: towards(c.a, c.b, 0.45), ra: c.rb })),
    ),
    1.6,
    1.2,
  );
  const fore = field(arms.flatMap(foreParts));
  // A bent hand leaves its forearm's line; whatever skin is around the wrist belongs to it.
  const around = field(
    arms.flatMap((arm) =>
      foreParts(arm)
        .slice(1)
        .map((c) => ({ a: c.a, b: c.a, ra: 1.3 * c.rb, rb: 1.3 * c.rb })),
    ),
    3,
    2.6,
  );
  const w = frame.headWidth;
  const c = frame.headCentre;
  const chin = { x: c.x, y: c.y + w * 0.5 };
  return {
    arms: mapPlane(fore, (v, i) => Math.max(v, upper.data[i]!, around.data[i]!)),
    hands: handGate(arms, field, frame.unit),
    fingers: around,
    front: fore,
    throat: mapPlane(
      capsuleField(width, height, [
        { a: c, b: frame.midShoulder, ra: 0.45 * w, rb: 0.36 * frame.shoulderWidth },
      ]),
      (d) => smoothstep(1.05, 0.95, d),
    ),
    face: mapPlane(
      capsuleField(width, height, [{ a: { x: c.x, y: c.y - w * 0.2 }, b: chin, ra: w * 0.6, rb: w * 0.5 }]),
      (d) => smoothstep(1.15, 1, d),
    ),
  };
}

/**
 * Where hair and face hang together with the head, at label size, with a pixel to spare: a dark fold under an arm may look
 * like hair.
 */
function onHead({ labels, pose, labelScale }: Body, face: Plane): Plane {
  const frame = bodyFrame(scalePose(pose, 1 / labelScale));
  const head = mapPlane(labels.hair, (v, i) =>
    Math.max(smoothstep(0.3, 0.75, v), smoothstep(0.3, 0.72, labels.skin.data[i]!) * face.data[i]!),
  );
  const parts = componentsOf(maskAbove(head, 0.1));
  const joined = new Uint8Array(parts.sizes.length);
  const { width } = head;
  for (let i = 0; i < parts.labels.length; i++) {
    const x = (i % width) + 0.5;
    const y = Math.floor(i / width) + 0.5;
    const near = (x - frame.headCentre.x) ** 2 + (y - frame.headCentre.y) ** 2 < frame.headWidth ** 2;
    if (near) joined[parts.labels[i]!] = 1;
  }
  joined[0] = 0;
  return dilate(
    mapPlane(head, (_, i) => joined[parts.labels[i]!]!),
    1,
  );
}

/**
 * Makes hands whole: closes the hollows that pale nails leave at the fingertips, and clears crumbs of skin's colour that
 * no hand is joined to.
 */
function mendHands(arms: Plane, skin: Plane, gate: Plane, unit: number): void {
  const whole = mapPlane(arms, (v, i) => (v > 0.4 && gate.data[i]! > 0.5 ? 1 : 0));
  const r = unit * 0.03;
  const closed = gaussianBlur(erode(dilate(whole, r), r), 0.8);
  for (let i = 0; i < arms.data.length; i++) {
    if (gate.data[i]! > 0.5) arms.data[i] = Math.max(arms.data[i]!, closed.data[i]!);
  }
  const { labels, sizes } = componentsOf(maskAbove(arms, 0.15));
  const sure = new Int32Array(sizes.length);
  for (let i = 0; i < labels.length; i++) {
    if (skin.data[i]! > 0.9) sure[labels[i]!] = sure[labels[i]!]! + 1;
  }
  const enough = (unit * 0.06) ** 2;
  for (let i = 0; i < labels.length; i++) if (sure[labels[i]!]! < enough) arms.data[i] = 0;
}

/** The photo with the colours of pure skin (or hair) carried out over the mixed pixels of its edge. */
export function unmixed(picture: Raster, purity: Plane): Raster {
  const mixed = mapPlane(purity, (v) => (v > 0 && v <= 0.97 ? 1 : 0));
  const inside = bleed(picture, above(purity, 0.97), mixed);
  const out = { ...picture, data: picture.data.slice() };
  for (let i = 0; i < mixed.data.length; i++) {
    if (mixed.data[i] === 0) continue;
    for (let k = i * 3; k < i * 3 + 3; k++) out.data[k] = inside.data[k]!;
  }
  return out;
}

/** Finds what stays in front of the new garment, in a window of the photo; `labels` are that window's. */
export function findOccluders(body: Body, labels: Readonly<Record<Label, Plane>>, window: Window): Occluders {
  const { width, height } = window;
  const small = gates(body);
  const inWindow = (gate: Plane): Plane => resizePlane(gate, body.picture.width, body.picture.height, window);
  const armGate = inWindow(small.arms);
  const handGate = inWindow(small.hands);
  const faceGate = inWindow(small.face);
  const fingerGate = inWindow(small.fingers);
  const headGate = inWindow(onHead(body, small.face));
  const arms = createPlane(width, height);
  const hands = createPlane(width, height);
  const head = createPlane(width, height);
  const neck = createPlane(width, height);
  const pureSkin = createPlane(width, height);
  const pureHead = createPlane(width, height);
  for (let i = 0; i < arms.data.length; i++) {
    // Nails and knuckles are paler than the skin that the parser learnt; where a hand is a trace of it is enough.
    const ease = fingerGate.data[i]!;
    const skin = smoothstep(0.3 - 0.16 * ease, 0.72 - 0.3 * ease, labels.skin.data[i]!);
    arms.data[i] = skin * armGate.data[i]!;
    hands.data[i] = skin * handGate.data[i]!;
    const hair = smoothstep(0.3, 0.75, labels.hair.data[i]!);
    const face = skin * faceGate.data[i]!;
    head.data[i] = headGate.data[i]! > 0 ? Math.max(hair, face) : 0;
    neck.data[i] = skin * (1 - armGate.data[i]!);
    pureSkin.data[i] = skin;
    pureHead.data[i] = Math.max(hair, skin);
  }
  mendHands(arms, labels.skin, fingerGate, body.unit);
  for (let i = 0; i < arms.data.length; i++) {
    if (fingerGate.data[i]! > 0.5) pureSkin.data[i] = Math.max(pureSkin.data[i]!, arms.data[i]!);
  }
  const picture = cropRaster(body.picture, window);
  return {
    arms: { picture: unmixed(picture, pureSkin), alpha: arms },
    hands,
    front: inWindow(small.front),
    head: { picture: unmixed(picture, pureHead), alpha: head },
    neck,
    throat: inWindow(small.throat),
  };
}
