// A file of more than 400 lines holds more than one idea. Generated files, tables of messages and data are excepted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, StepError } from './build/run.mjs';
import { filesBelow, packageFolders, root } from './build/workspace.mjs';

const MAX_LINES = 400;
const EXCEPTED = /(^|\/)schema\.ts$|\/locales\/|\/migrations\//;

try {
  const files = [...packageFolders().map((folder) => `${folder}/src`), 'scripts']
    .flatMap((folder) => filesBelow(folder, (path) => /\.(m?ts|tsx|m?js|css|sql)$/.test(path)))
    .filter((path) => !EXCEPTED.test(path));
  const tooLong = files
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines; split it by what its parts are about`);
  if (tooLong.length > 0) throw new StepError(tooLong.join('\n'));
} catch (error) {
  fail(error);
}
