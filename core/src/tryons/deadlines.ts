import type { Mode } from './tryon.js';

/** From the first claim to the picture, in milliseconds. Several times what a mode usually takes. */
export const DEADLINE_MS: Readonly<Record<Mode, number>> = {
  performance: 60_000,
  balanced: 120_000,
  quality: 180_000,
};

/** A try-on that nobody has claimed for this long is given up: its shopper is long gone. */
export const MAX_WAIT_MS = 30 * 60_000;
