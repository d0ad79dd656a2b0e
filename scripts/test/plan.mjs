import { filesBelow, packageFolders } from '../build/workspace.mjs';

/**
 * @typedef {object} TestPlan
 * @property {string[]} node compiled tests that run in Node, PostgreSQL at hand
 * @property {string[]} source tests of bundled packages (tsc emits no JavaScript there), run from TypeScript
 * @property {string[]} services those of `node` that are run again over Redis and S3, where these are
 * @property {string[]} browser sources of tests that run in a browser
 * @property {string[]} endToEnd compiled tests that drive the whole running system
 */

/**
 * Sorts every test by what runs it. Compiled tests are derived from the sources, so the output of a deleted test
 * never runs.
 * @param {string} filter only files whose path contains it
 * @returns {TestPlan}
 */
export function planTests(filter) {
  const folders = packageFolders();
  const sources = folders
    .flatMap((folder) => filesBelow(`${folder}/src`, (path) => /\.test\.tsx?$/.test(path)))
    .filter((path) => path.includes(filter) && !isOfExamples(path));
  const scripts = filesBelow('scripts', (path) => path.endsWith('.test.mjs'));
  const browser = sources.filter((path) => /\.browser\.test\.tsx?$/.test(path));
  const endToEnd = sources.filter((path) => path.endsWith('.e2e.test.ts'));
  const inNode = sources.filter((path) => !browser.includes(path) && !endToEnd.includes(path));
  const needsServices = (path) => path.endsWith('.services.test.ts');
  const isBundled = (path) => path.startsWith('widget/');
  return {
    node: [
      ...longestFirst(inNode.filter((path) => !isBundled(path) && !needsServices(path))).map(compiled),
      ...scripts.filter((path) => path.includes(filter)),
    ],
    services: inNode.filter((path) => /\.(integration|services)\.test\.ts$/.test(path)).map(compiled),
    source: inNode.filter(isBundled),
    browser,
    endToEnd: endToEnd.map(compiled),
  };
}

/** What `npm run test:examples` runs: it needs minutes, and packages from the registry that nothing else needs. */
function isOfExamples(path) {
  return path.endsWith('.smoke.test.ts');
}

/** The engine's tests compute for a minute and more: begun last, they would run on alone. */
function longestFirst(paths) {
  const computes = (path) => path.startsWith('engine/');
  return [...paths.filter(computes), ...paths.filter((path) => !computes(path))];
}

function compiled(source) {
  return source.replace('/src/', '/dist/').replace(/\.tsx?$/, '.js');
}
