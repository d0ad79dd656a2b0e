// Test files that share a process: what they import is loaded, compiled and warmed up once, which for the server's
// and the engine's tests is most of their time.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../build/workspace.mjs';

/** A file that measures its own process, or changes it for others, begins with this and says why. */
const ALONE = '// Runs in a process of its own';
/** Hooks outside a `describe` are everybody's who shares the process. */
const HOOK_OF_ALL = /^(?:before|after)(?:Each)?\(/m;
/** Its tests would begin before the next file's are known. */
const TOP_LEVEL_AWAIT = /^(?:(?:export )?(?:const|let) [^=]*= )?await /m;

/**
 * @typedef {object} Grouped
 * @property {string[]} files what the runner is given: files that run alone, and written ones that import several
 * @property {number} most how many test files the largest of them holds
 */

/**
 * Deals each room's files out to so many processes.
 * @param {string[]} files compiled tests, relative to the repository
 * @param {{ processes: number, folder: string }} options of each room; where the written files go, which is there
 * @returns {Grouped}
 */
export function groupFiles(files, { processes, folder }) {
  const rooms = new Map();
  const alone = [];
  for (const file of files) {
    const room = file.slice(0, file.indexOf('/'));
    if (runsAlone(readFileSync(resolve(root, file), 'utf8'))) alone.push(file);
    else rooms.set(room, [...(rooms.get(room) ?? []), file]);
  }
  const groups = [...rooms].flatMap(([room, members]) =>
    deal(members, Math.min(processes, members.length)).map((hand, index) => ({
      name: `${room}-${index + 1}`,
      members: hand,
    })),
  );
  const written = groups.map(({ name, members }) => writeGroup(join(folder, `${name}.test.mjs`), members));
  return { files: [...written, ...alone], most: Math.max(1, ...groups.map(({ members }) => members.length)) };
}

function runsAlone(source) {
  return source.startsWith(ALONE) || HOOK_OF_ALL.test(source) || TOP_LEVEL_AWAIT.test(source);
}

function deal(files, hands) {
  return Array.from({ length: hands }, (_, hand) => files.filter((_file, index) => index % hands === hand));
}

function writeGroup(file, members) {
  const lines = members.map(
    (member) => `import ${JSON.stringify(pathToFileURL(resolve(root, member)).href)};`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
