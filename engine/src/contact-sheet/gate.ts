import type { Figures } from './figures.js';

/** What a pair came to: its figures, or the code of the refusal. Warnings are noted, not judged. */
export interface Outcome {
  readonly refused?: string;
  readonly warnings?: readonly string[];
  readonly figures?: Figures;
}

export type Outcomes = Readonly<Record<string, Outcome>>;

/**
 * By how much a figure may be worse than the committed one: another CPU's rounding moves a few pixels, no more. Shares
 * of unchanged pixels are worse when smaller, everything else when larger.
 */
export const tolerances: Readonly<Record<keyof Figures, number>> = {
  outside: 0.0005,
  face: 0.001,
  hands: 0.01,
  far: 0,
  colour: 0.3,
  stain: 0.8,
  palette: 1,
  oldLeft: 0.003,
};

const smallerIsWorse: ReadonlySet<string> = new Set(['outside', 'face', 'hands', 'far']);

function digits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Figures as they are committed: four decimals. */
export function rounded(figures: Figures): Figures {
  const entries = Object.entries(figures).map(([name, value]: [string, number]) => [name, digits(value)]);
  return Object.fromEntries(entries) as Figures;
}

/**
 * What got worse: sentences, one a figure. A pair that used to be painted and is refused now is worse; one that was
 * refused and is painted now is not, and neither is a pair of which nothing is committed.
 */
export function findWorse(committed: Outcomes, now: Outcomes): string[] {
  const worse: string[] = [];
  for (const [pair, { refused, figures }] of Object.entries(now)) {
    const before = committed[pair];
    if (!before?.figures) continue;
    if (!figures) {
      worse.push(`${pair} is refused as ${refused ?? 'nothing'}, and was painted before`);
      continue;
    }
    for (const name of Object.keys(tolerances) as (keyof Figures)[]) {
      const loss = smallerIsWorse.has(name)
        ? before.figures[name] - figures[name]
        : figures[name] - before.figures[name];
      // Committed figures are rounded, and so is what they are held against.
      if (digits(loss) > tolerances[name]) {
        worse.push(`${pair}: ${name} is ${digits(figures[name])}, was ${before.figures[name]}`);
      }
    }
  }
  return worse;
}

/** Pairs of which nothing is committed, or another refusal or none: to be looked at and accepted. */
export function findNews(committed: Outcomes, now: Outcomes): string[] {
  return Object.entries(now).flatMap(([pair, { refused }]) => {
    const before = committed[pair];
    if (!before) return [`${pair} is not among the committed figures`];
    if (before.refused === refused || (!before.refused && refused)) return [];
    return [`${pair} was ${before.refused ?? 'painted'} and is ${refused ?? 'painted'} now`];
  });
}
