import { posix } from 'node:path';
import ts from 'typescript';

/**
 * Which of our packages each may import: the one table of the house (docs: the map in README.md). Published rooms
 * know nothing of the back end; what server and worker share lies in core.
 */
export const ARROWS = {
  sdk: [],
  widget: ['sdk'],
  'react-bindings': ['sdk', 'widget'],
  sandbox: ['sdk'],
  console: ['sdk'],
  examples: ['sdk', 'widget', 'react-bindings'],
  core: [],
  engine: [],
  'fake-providers': [],
  server: ['core'],
  worker: ['core', 'engine'],
  'proving-ground': ['core', 'fake-providers', 'local', 'sdk', 'server', 'worker'],
  local: ['core', 'engine', 'react-bindings', 'sandbox', 'sdk', 'server', 'widget', 'worker'],
};

/** What a room's tests may import beside that, and nothing that runs in production. */
const IN_TESTS = {
  worker: ['fake-providers'],
};

/** What a room must not import although npm has it. */
const FOREIGN = {
  core: { pattern: /^(fastify|@fastify\/.+|sharp)$/, why: 'core knows no HTTP and no pixels' },
  sdk: { pattern: /^node:/, why: 'it runs in browsers, too' },
  widget: { pattern: /^node:/, why: 'it runs in browsers' },
  'react-bindings': { pattern: /^node:/, why: 'it runs in browsers' },
};

/** Who may read the environment: a process's main.ts, and what only runs on a developer's machine. */
const READS_ENVIRONMENT = /(^|\/)src\/([^/]+\/)?main\.ts$|^local\/|\.test\.tsx?$|^[^/]+\/src\/testing\//;

/**
 * @typedef {{ path: string, text: string }} Source path relative to the repository
 * @typedef {{ folder: string, name: string, dependencies: string[] }} Manifest
 */

/**
 * Every place where the rooms know more of each other than the table allows.
 * @param {Source[]} sources
 * @param {Manifest[]} manifests
 * @returns {string[]} one sentence each
 */
export function findForbidden(sources, manifests) {
  const folderOf = new Map(manifests.map(({ name, folder }) => [name, folder]));
  return [
    ...manifests.flatMap((manifest) => inManifest(manifest, folderOf)),
    ...sources.flatMap((source) => inSource(source, folderOf)),
  ];
}

function inManifest({ folder, dependencies }, folderOf) {
  if (!(folder in ARROWS)) return [`${folder} is not in the table of arrows`];
  return dependencies
    .map((name) => folderOf.get(name))
    .filter((target) => target !== undefined && !isAllowed(folder, target) && !isForTests(folder, target))
    .map((target) => `${folder}/package.json: ${folder} must not depend on ${target}`);
}

function inSource({ path, text }, folderOf) {
  const folder = path.split('/')[0];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found = [];
  const report = (what, position) => {
    const { line } = file.getLineAndCharacterOfPosition(position);
    found.push(`${path}:${line + 1}: ${what}`);
  };
  const visit = (node) => {
    const module = importedModule(node);
    if (module) for (const what of judgeImport(path, folder, module, node, folderOf)) report(what, node.pos);
    if (isProcessEnv(node) && !READS_ENVIRONMENT.test(path)) {
      report('only main.ts reads the environment; take the value as an argument', node.pos);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function* judgeImport(path, folder, module, node, folderOf) {
  if (module.startsWith('.')) {
    const target = posix.join(posix.dirname(path), module);
    if (!target.startsWith(`${folder}/`))
      yield `"${module}" leaves the package; import it by its package's name`;
    return;
  }
  const [scope, name] = module.split('/');
  const target = module.startsWith('@') ? folderOf.get(`${scope}/${name}`) : undefined;
  const isTest = /\.test\.tsx?$|^[^/]+\/src\/testing\//.test(path);
  if (target !== undefined && !isAllowed(folder, target) && !(isTest && isForTests(folder, target)))
    yield `${folder} must not import ${target} ("${module}")`;
  const foreign = FOREIGN[folder];
  if (!isTest && foreign?.pattern.test(module)) yield `${folder} must not import ${module}: ${foreign.why}`;
  const namesBroker = path === 'core/src/queue/backend.ts';
  if (folder === 'core' && !namesBroker && module === 'bullmq' && importsValue(node, 'Worker')) {
    yield 'core must not run BullMQ workers: jobs live in worker';
  }
}

function isAllowed(from, to) {
  return from === to || (ARROWS[from] ?? []).includes(to);
}

function isForTests(from, to) {
  return (IN_TESTS[from] ?? []).includes(to);
}

function importedModule(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? textOf(node.arguments[0]) : undefined;
}

function textOf(node) {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function importsValue(node, name) {
  const clause = ts.isImportDeclaration(node) ? node.importClause : undefined;
  const bindings = clause?.namedBindings;
  if (!clause || clause.isTypeOnly || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.some((each) => !each.isTypeOnly && (each.propertyName ?? each.name).text === name);
}

function isProcessEnv(node) {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'process') return false;
  const name = ts.isPropertyAccessExpression(node) ? node.name.text : textOf(node.argumentExpression);
  return name === 'env';
}
