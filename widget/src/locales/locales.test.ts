import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { en, type Message } from './en.js';
import { LANGUAGES, loadMessages, supportedLanguage } from './load-messages.js';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** Put together from a code, so their names stand nowhere as a whole. */
const BUILT_KEYS = /^problem_/;

const formsOf = (message: Message): readonly (readonly [string, string])[] =>
  typeof message === 'string' ? [['other', message]] : Object.entries(message);
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');

test('every text is said somewhere', () => {
  const code = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.startsWith('locales'))
    .map((path) => readFileSync(`${SOURCE}${path}`, 'utf8'))
    .join('\n');
  const unused = Object.keys(en).filter((key) => !BUILT_KEYS.test(key) && !code.includes(`'${key}'`));
  assert.deepEqual(unused, []);
});

for (const language of LANGUAGES) {
  test(`${language} says every text, with the values and the plural forms it needs`, async () => {
    const messages = await loadMessages(language);
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(en).sort());
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, english] of Object.entries(en) as [keyof typeof en, Message][]) {
      const message = messages[key];
      assert.equal(typeof message, typeof english, key);
      if (typeof message !== 'string') {
        assert.deepEqual(Object.keys(message).sort(), [...plurals].sort(), `the plural forms of ${key}`);
      }
      const needed = placeholders(formsOf(english).at(-1)?.[1] ?? '');
      for (const [form, text] of formsOf(message)) {
        assert.notEqual(text.trim(), '', key);
        // “One photo” need not name the number that it says in words.
        if (form === 'other') assert.equal(placeholders(text), needed, `the values of ${key}`);
        else
          assert.ok(
            placeholders(text)
              .split(' ')
              .every((name) => needed.includes(name)),
            `the values of ${key}`,
          );
      }
    }
  });
}

test('a tag finds the language that serves it, whatever the region or the case', () => {
  assert.equal(supportedLanguage('EN-gb'), 'en');
  assert.equal(supportedLanguage('en_US'), 'en');
  assert.equal(supportedLanguage('tlh'), 'en');
  assert.equal(supportedLanguage(''), 'en');
});
