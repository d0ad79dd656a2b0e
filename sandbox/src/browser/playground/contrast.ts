import type { Colours } from './theme.js';

/** What WCAG 2.2 asks of words (1.4.3). */
export const WORDS_RATIO = 4.5;
/** What it asks of the edges of controls (1.4.11). */
export const EDGES_RATIO = 3;

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, definition of relative luminance). */
function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

/**
 * The contrast ratio of two colours, 1 to 21, whichever is the lighter (WCAG 2.2, definition of contrast ratio).
 *
 * @param first as `#rrggbb`, like `second`
 */
export function contrastRatio(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** One pair of colours that meet in the widget. */
export interface Pair {
  readonly label: string;
  readonly front: keyof Colours;
  readonly back: keyof Colours;
  readonly ratio: number;
  readonly wanted: number;
  readonly isEnough: boolean;
}

const PAIRS: readonly { label: string; front: keyof Colours; back: keyof Colours; wanted: number }[] = [
  { label: 'Words on the dialog', front: 'text', back: 'surface', wanted: WORDS_RATIO },
  { label: 'Words on a main button', front: 'on-accent', back: 'accent', wanted: WORDS_RATIO },
  { label: 'Second-rank words', front: 'muted', back: 'surface', wanted: WORDS_RATIO },
  { label: 'Second-rank words on soft', front: 'muted', back: 'soft', wanted: WORDS_RATIO },
  { label: 'What went wrong', front: 'problem', back: 'surface', wanted: WORDS_RATIO },
  { label: 'Main button on the dialog', front: 'accent', back: 'surface', wanted: EDGES_RATIO },
];

/** Every pair of a scheme's colours that has to be told apart, with its ratio. */
export function contrastsOf(colours: Colours): Pair[] {
  return PAIRS.map((pair) => {
    const ratio = contrastRatio(colours[pair.front], colours[pair.back]);
    return { ...pair, ratio, isEnough: ratio >= pair.wanted };
  });
}
