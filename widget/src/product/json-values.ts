const MAX_VALUES = 50;

/**
 * The JSON values in a text, as shops' pages really hold them: wrapped in HTML comments or CDATA, with line breaks within
 * texts, commas too many, comments, entities for quotes, encoded twice, several values in a row, or rubbish after the last bracket.
 */
export function jsonValuesIn(text: string | null | undefined): unknown[] {
  const plain = (text ?? '')
    .replace(/^\uFEFF/, '')
    .replace(/<!--|-->|\/\/\s*<!\[CDATA\[|<!\[CDATA\[|\/\/\s*\]\]>|\]\]>|\/\*\s*\*\//g, '')
    .trim();
  const whole = parse(plain);
  // Encoded twice by a template: a text that holds the JSON.
  if (typeof whole === 'string' && whole.length < plain.length) return jsonValuesIn(whole);
  if (whole !== undefined) return [whole];
  const mended = mend(plain);
  const again = parse(mended);
  return again === undefined ? bracketed(mended).flatMap((part) => parse(part) ?? []) : [again];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A shop's broken script is its own business; what can be mended is, and else the next source may know more.
    return undefined;
  }
}

function mend(text: string): string {
  const quoted = /^\s*[[{]\s*&quot;/.test(text)
    ? text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : text;
  // JSON allows control characters nowhere but between values, and there a space does as well.
  return (
    withoutComments(quoted)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
      .replace(/[\u0000-\u001f]+/g, ' ')
      .replace(/,(?=\s*[}\]])/g, '')
  );
}

/** Comments outside of texts; "//" within one is an address. */
const withoutComments = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '$1');

/** The parts of a text that stand in balanced brackets, quotes respected. */
function bracketed(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = -1;
  let isQuoted = false;
  for (let at = 0; at < text.length && parts.length < MAX_VALUES; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === '\\') at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = depth > 0;
    else if (sign === '{' || sign === '[') {
      if (depth++ === 0) start = at;
    } else if ((sign === '}' || sign === ']') && depth > 0 && --depth === 0)
      parts.push(text.slice(start, at + 1));
  }
  return parts;
}
