import type { Messages } from './en.js';

/** Each language is a file of its own, fetched when a page speaks it. English comes with the dialog. */
const LOADERS = {
  en: async () => (await import('./en.js')).en,
  de: async () => (await import('./de.js')).de,
  fr: async () => (await import('./fr.js')).fr,
  es: async () => (await import('./es.js')).es,
  it: async () => (await import('./it.js')).it,
  pt: async () => (await import('./pt.js')).pt,
  nl: async () => (await import('./nl.js')).nl,
  pl: async () => (await import('./pl.js')).pl,
  sv: async () => (await import('./sv.js')).sv,
  da: async () => (await import('./da.js')).da,
  ja: async () => (await import('./ja.js')).ja,
  ko: async () => (await import('./ko.js')).ko,
  zh: async () => (await import('./zh.js')).zh,
  ar: async () => (await import('./ar.js')).ar,
  he: async () => (await import('./he.js')).he,
  tr: async () => (await import('./tr.js')).tr,
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
