import type { Message, MessageKey, Messages } from './locales/en.js';

export type Values = Readonly<Record<string, string | number>>;
/** Says a text in the element's language. */
export type Say = (key: MessageKey, values?: Values) => string;

/** A merchant's own words, for any of the texts. */
export type MessageOverrides = Partial<Record<MessageKey, string>>;

export type { MessageKey };

/**
 * Builds the one function that a widget says its texts with; nothing is shared between widgets.
 *
 * @param messages - Of one language; a text that is not among them is said as nothing.
 */
export function createSay(overrides: MessageOverrides, messages: Partial<Messages>, language = 'en'): Say {
  // Of the texts' language: a page's own `lang` may be any string, and malformed ones throw here.
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const own = overrides[key] ?? messages[key] ?? '';
    const text = typeof own === 'string' ? own : pick(own, plural.select(Number(values['count'] ?? 0)));
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

function pick(forms: Exclude<Message, string>, form: Intl.LDMLPluralRule): string {
  return forms[form] ?? forms.other ?? '';
}
