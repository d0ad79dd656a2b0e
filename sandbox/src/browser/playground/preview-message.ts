/** The widget's screens that the theme page can show. */
export const SCREENS = [
  { value: 'button', label: 'Button' },
  { value: 'consent', label: 'Consent' },
  { value: 'photo', label: 'Photo' },
  { value: 'progress', label: 'Progress' },
  { value: 'result', label: 'Result' },
  { value: 'problem', label: 'Problem' },
] as const;

export type Screen = (typeof SCREENS)[number]['value'];

/** What the theme page tells the page in its frame. */
export interface PreviewMessage {
  readonly type: 'show';
  readonly css: string;
  readonly scheme: 'light' | 'dark';
  readonly lang: string;
  readonly dir: string;
  readonly screen: Screen;
}

/** What the page in the frame tells back. */
export interface PreviewState {
  readonly type: 'ready' | 'walking' | 'shown' | 'failed';
  /** Which screen it is about. */
  readonly screen: Screen;
}

export function isPreviewMessage(data: unknown): data is PreviewMessage {
  return (data as { type?: unknown } | null)?.type === 'show';
}
