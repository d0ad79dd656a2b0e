/** The colours of one scheme, by the end of their custom property's name; each as `#rrggbb`. */
export interface Colours {
  readonly accent: string;
  readonly 'on-accent': string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly soft: string;
  readonly problem: string;
}

export type ColourName = keyof Colours;
export type Scheme = 'light' | 'dark';

/** Everything of the widget's looks that a shop may set. */
export interface Theme {
  readonly light: Colours;
  readonly dark: Colours;
  /** In CSS pixels. */
  readonly radius: number;
  /** A `font-family` list. */
  readonly font: string;
  /** A `box-shadow`. */
  readonly shadow: string;
  /** Of the dialog on a desk, in CSS pixels. */
  readonly width: number;
}

/** A look to begin with. */
export interface Preset {
  readonly name: string;
  readonly note: string;
  readonly theme: Theme;
}

export const COLOURS: readonly {
  readonly name: ColourName;
  readonly label: string;
  readonly help: string;
}[] = [
  { name: 'accent', label: 'Accent', help: 'main buttons, focus' },
  { name: 'on-accent', label: 'On accent', help: 'words on them' },
  { name: 'surface', label: 'Surface', help: 'the dialog' },
  { name: 'text', label: 'Text', help: 'headings, words' },
  { name: 'muted', label: 'Muted', help: 'second-rank words' },
  { name: 'soft', label: 'Soft', help: 'quiet areas' },
  { name: 'line', label: 'Line', help: 'borders' },
  { name: 'problem', label: 'Problem', help: 'what went wrong' },
];

export const SYSTEM_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/** Families that need no download, for every kind of shop. */
export const FONTS: readonly { readonly label: string; readonly value: string }[] = [
  { label: 'System', value: SYSTEM_FONT },
  { label: 'As the page', value: 'inherit' },
  {
    label: 'Old style',
    value: "'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', P052, serif",
  },
  { label: 'Didone', value: "Didot, 'Bodoni MT', 'Noto Serif Display', 'URW Palladio L', P052, serif" },
  {
    label: 'Geometric',
    value: "Avenir, Montserrat, Corbel, 'URW Gothic', source-sans-pro, sans-serif",
  },
  {
    label: 'Grotesque',
    value: "'Helvetica Neue', Helvetica, 'Nimbus Sans', 'Liberation Sans', Arial, sans-serif",
  },
  {
    label: 'Rounded',
    value: "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, sans-serif",
  },
];

export const SHADOWS: readonly { readonly label: string; readonly value: string }[] = [
  { label: 'Lifted', value: '0 24px 64px rgb(15 18 28 / 28%)' },
  { label: 'Soft', value: '0 12px 32px rgb(15 18 28 / 16%)' },
  { label: 'Close', value: '0 2px 10px rgb(15 18 28 / 30%)' },
  { label: 'Hard', value: '10px 10px 0 rgb(15 18 28 / 90%)' },
  { label: 'None', value: 'none' },
];

export const RADIUS_PX = { min: 0, max: 32 } as const;
export const WIDTH_PX = { min: 640, max: 1200 } as const;
