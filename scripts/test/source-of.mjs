import { relative, resolve } from 'node:path';
import { root } from '../build/workspace.mjs';

/** What names a test file wherever it is met: a compiled one is named by its source where it failed, by itself where it is run. */
export function sourceOf(file) {
  return relative(root, resolve(root, file))
    .replaceAll('\\', '/')
    .replace('/dist/', '/src/')
    .replace(/\.[jt]sx?$/, '');
}
