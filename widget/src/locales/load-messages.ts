import type { Messages } from './en.js';

/** Each language is a file of its own, fetched when a page speaks it. English comes with the dialog. */
const LOADERS = {
  en: async () => (await import('./en.js')).en,
} as const satisfies Record<string, () => Promise<Messages>>;

export type Language = keyof typeof LOADERS;

export const LANGUAGES = Object.keys(LOADERS) as readonly Language[];

/** Fetches the texts of a language; another try after a failure fetches anew. */
export const loadMessages = (language: Language): Promise<Messages> => LOADERS[language]();

/**
 * The language that serves a BCP 47 tag best.
 *
 * @example `supportedLanguage('de-AT')` is `'de'`; `supportedLanguage('nb')` is `'en'`.
 */
export function supportedLanguage(tag: string): Language {
  const primary = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  // What browsers and shops call Hebrew by its old code.
  const known = primary === 'iw' ? 'he' : primary;
  return LANGUAGES.find((language) => language === known) ?? 'en';
}
