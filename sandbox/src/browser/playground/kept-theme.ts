import { PRESETS } from './presets.js';
import { COLOURS, type Colours, type Preset, RADIUS_PX, SHADOWS, type Theme, WIDTH_PX } from './theme.js';

const KEY = 'plainsong.theme';
const MAX_FONT_CHARS = 200;

/** A theme and the name of the preset that it is, or began as. */
export interface KeptTheme {
  readonly preset: string;
  readonly theme: Theme;
}

const isColours = (value: unknown): value is Colours =>
  typeof value === 'object' &&
  value !== null &&
  COLOURS.every(({ name }) => /^#[0-9a-f]{6}$/i.test(String((value as Record<string, unknown>)[name])));

const isWithin = (value: unknown, { min, max }: { min: number; max: number }): value is number =>
  typeof value === 'number' && value >= min && value <= max;

function isTheme(value: unknown): value is Theme {
  if (typeof value !== 'object' || value === null) return false;
  const { light, dark, radius, font, shadow, width } = value as Record<string, unknown>;
  return (
    isColours(light) &&
    isColours(dark) &&
    isWithin(radius, RADIUS_PX) &&
    isWithin(width, WIDTH_PX) &&
    // It becomes a part of a style sheet: nothing may end the declaration.
    typeof font === 'string' &&
    font.length <= MAX_FONT_CHARS &&
    !/[;{}<>\\]|\/\*/.test(font) &&
    SHADOWS.some((known) => known.value === shadow)
  );
}

export function presetNamed(name: string): Preset {
  const found = PRESETS.find((preset) => preset.name === name) ?? PRESETS[0];
  if (found === undefined) throw new Error('there are no presets');
  return found;
}

/** The theme that was chosen on any page of the playground; the widget's own looks if none, or if it is broken. */
export function readTheme(storage: Pick<Storage, 'getItem'>): KeptTheme {
  const text = storage.getItem(KEY);
  try {
    const kept: unknown = JSON.parse(text ?? 'null');
    const { preset, theme } = (kept ?? {}) as Record<string, unknown>;
    if (typeof preset === 'string' && isTheme(theme)) return { preset, theme };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const plain = presetNamed('');
  return { preset: plain.name, theme: plain.theme };
}

export function keepTheme(storage: Pick<Storage, 'setItem'>, kept: KeptTheme): void {
  storage.setItem(KEY, JSON.stringify(kept));
}
