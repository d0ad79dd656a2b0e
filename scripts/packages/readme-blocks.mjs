import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/workspace.mjs';

/** What users of the packages read, and copy from. */
const PAGES = [
  'sdk/README.md',
  'sdk/ERRORS.md',
  'widget/README.md',
  'react-bindings/README.md',
  'docs/webhooks.md',
];

/**
 * The TypeScript of the packages' pages, a file a block, to be compiled beside what readers have of their own
 * (consumer/readers-own.d.ts).
 * @returns {{ name: string, text: string }[]}
 */
export function readmeBlocks() {
  return PAGES.flatMap((page) => {
    const lines = readFileSync(join(root, page), 'utf8').split('\n');
    const blocks = [];
    for (let at = 0; at < lines.length; at++) {
      const language = /^```(tsx?)$/.exec(lines[at])?.[1];
      if (!language) continue;
      const end = lines.indexOf('```', at);
      // Line numbers in the compiler's messages are those of the page.
      const text = [...Array(at).fill(''), 'export {};', ...lines.slice(at + 1, end)].join('\n');
      blocks.push({ name: `${page.replace(/\W+/g, '-')}-${at + 1}.${language}`, text });
      at = end;
    }
    return blocks;
  });
}
