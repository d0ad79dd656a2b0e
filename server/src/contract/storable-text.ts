import type { FieldError } from '@tryon/core/errors';

/** PostgreSQL keeps neither a NUL nor half of a surrogate pair, and there is nothing that either could mean. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const MAX_FOUND = 20;

/**
 * Where a parsed body holds text that cannot be kept. A name that cannot be is told by the place of what it stands in.
 *
 * @param place - A JSON pointer to `value`, such as `#`.
 */
export function unstorableText(value: unknown, place: string): FieldError[] {
  const found: FieldError[] = [];
  const look = (part: unknown, at: string): void => {
    if (found.length >= MAX_FOUND) return;
    if (typeof part === 'string') {
      if (UNSTORABLE.test(part))
        found.push({ pointer: at, detail: 'must not hold U+0000 or half of a character' });
    } else if (typeof part === 'object' && part !== null) {
      for (const [name, item] of Object.entries(part)) {
        if (UNSTORABLE.test(name)) look(name, at);
        else look(item, `${at}/${name.slice(0, 100)}`);
      }
    }
  };
  look(value, place);
  return found;
}
