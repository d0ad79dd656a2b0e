import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspace.mjs';

const PAGE = 'sdk/ERRORS.md';
const MARK =
  '<!-- From here on made by `npm run reports` of the pages that the API serves at /docs/errors. Do not edit. -->';

/** sdk/ERRORS.md: its own part as it is, then every code of the API in the words that the API itself has for it. */
export function sdkErrors() {
  const [own] = readFileSync(join(root, PAGE), 'utf8').split(MARK);
  const served = readFileSync(join(root, 'server/pages/errors.md'), 'utf8');
  const [, refused, failed] = served.split(/^## .+$/m);
  // The page needs `tryon_` for addresses that are apart from the first list's; the codes have none.
  const codes = [
    `## What the API refuses\n${refused.replace(/^### (\w+)$/gm, '### `$1`')}`,
    `## Why a try-on fails\n${failed.replace(/^### tryon_(\w+)$/gm, '### `$1`')}`,
  ];
  return `${own.trimEnd()}\n\n${MARK}\n\n${codes.join('').trimEnd()}\n`;
}
