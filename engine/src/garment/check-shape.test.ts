import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask, type Mask } from '../pixels/components.js';
import { PreviewRefusal } from '../refusal.js';
import { checkTop, checkUpright } from './check-shape.js';
import type { TopSide } from './garment.js';

const refused = (error: unknown): boolean =>
  error instanceof PreviewRefusal && error.code === 'garment_not_found';

/** A shirt's outline: a trunk, and sleeves across its upper third. */
function shirt(at: (x: number, y: number) => readonly [number, number]): Mask {
  const mask = createMask(200, 200);
  for (let y = 0; y < 200; y++) {
    for (let x = 0; x < 200; x++) {
      const [u, v] = at(x, y);
      const trunk = u > 65 && u < 135 && v > 20 && v < 180;
      const sleeves = u > 20 && u < 180 && v > 20 && v < 70;
      mask.data[y * 200 + x] = trunk || sleeves ? 1 : 0;
    }
  }
  return mask;
}

test('lets a garment pass that hangs upright, and refuses one that lies on its side', () => {
  checkUpright(shirt((x, y) => [x, y]));
  checkUpright(shirt((x, y) => [x + 0.06 * y, y]));
  assert.throws(() => checkUpright(shirt((x, y) => [y, x])), refused);
});

function side(x: number, neck: number, armpit: readonly [number, number], shoulderY = 100): TopSide {
  return {
    neck: { x: 200 + Math.sign(x) * neck, y: 85 },
    shoulder: { x: 200 + x, y: shoulderY },
    armpit: { x: 200 + Math.sign(x) * armpit[0], y: armpit[1] },
    hem: { x: 200 + x, y: 400 },
  };
}

test('takes a shirt’s landmarks for a top, and not a bag’s, a folded shirt’s or a tilted thing’s', () => {
  checkTop({ left: side(-100, 45, [85, 150]), right: side(100, 45, [85, 150]) });
  // A camisole: straps far inside the chest.
  checkTop({ left: side(-60, 50, [95, 170]), right: side(60, 50, [95, 170]) });
  const bag = { left: side(-30, 0, [110, 160]), right: side(30, 0, [110, 160]) };
  const folded = { left: side(-100, 30, [101, 101]), right: side(100, 30, [101, 101]) };
  const tilted = { left: side(-100, 45, [85, 150], 30), right: side(100, 45, [85, 150]) };
  for (const other of [bag, folded, tilted]) assert.throws(() => checkTop(other), refused);
});
