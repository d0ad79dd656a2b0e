import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What an example's README tells to do once it is copied out: its commands, and what to open.
 * @param {string} folder the copy
 * @param {string} where as it was asked for; takes the place of the README's own folder
 */
export function nextSteps(folder, where) {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const [, indented = ''] = /```sh\n( *cd [^`]+?)\n *```/.exec(readme) ?? [];
  const commands = indented.split('\n').map((line) => line.trim().replace(/^cd .*/, () => `cd ${where}`));
  const [, address] = /Open <(http[^>]+)>/.exec(readme) ?? [];
  const open = address ? `and open ${address}, while npm start runs in TryOn's folder. ` : '';
  return `${commands.map((each) => `  ${each}\n`).join('')}\n${open}More in its README.md.`;
}
