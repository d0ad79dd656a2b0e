import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './workspace.mjs';

const printer = ts.createPrinter({ removeComments: true });

/**
 * @typedef {{ entry: string, types: string }} Entry `types` is the path of the compiled `.d.ts`
 * @typedef {{ method: string, call: string, answers: string }} Method
 */

/** @param {Entry[]} entries */
export function openTypes(entries) {
  const paths = entries.map(({ types }) => join(root, types));
  const absent = paths.filter((path) => !existsSync(path));
  if (absent.length > 0) throw new Error(`Not built: ${absent.join(', ')}`);
  const program = ts.createProgram(paths, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const modules = entries.map(({ entry }, index) => ({
    entry,
    symbol: checker.getSymbolAtLocation(program.getSourceFile(paths[index])),
  }));
  return { checker, modules };
}

/**
 * The public signatures of a package's entry points as TypeScript, in the order of their names, without comments. A
 * name that an earlier entry has is not said again.
 * @param {ReturnType<typeof openTypes>} types
 * @returns {{ entry: string, signatures: string[], elsewhere: string[] }[]}
 */
export function apiReport({ checker, modules }) {
  const told = new Map();
  return modules.map(({ entry, symbol: module }) => {
    const signatures = [];
    const elsewhere = [];
    const names = checker.getExportsOfModule(module).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const exported of names) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (told.has(symbol)) elsewhere.push(`${exported.name} of ${told.get(symbol)}`);
      else signatures.push(...signaturesOf(symbol));
      told.set(symbol, entry);
    }
    return { entry, signatures, elsewhere };
  });
}

/**
 * The methods of the resources of an exported class: `tryons.create` of `class TryOn { tryons: Tryons }`.
 * @param {ReturnType<typeof openTypes>} types
 * @param {string} className
 * @returns {Method[]}
 */
export function methodsOf({ checker, modules }, className) {
  const exported = modules
    .flatMap(({ symbol }) => checker.getExportsOfModule(symbol))
    .find(({ name }) => name === className);
  const type = checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(exported));
  return type.getProperties().flatMap((resource) =>
    checker
      .getTypeOfSymbol(resource)
      .getProperties()
      .map((property) => property.declarations?.[0])
      .filter((node) => node && ts.isMethodSignature(node) && isOurs(node))
      .map((node) => {
        const method = `${resource.name}.${node.name.getText()}`;
        const parameters = node.parameters.map(
          (each) => each.name.getText() + (each.questionToken ? '?' : ''),
        );
        return { method, call: `client.${method}(${parameters.join(', ')})`, answers: node.type.getText() };
      }),
  );
}

const isOurs = (node) => node.getSourceFile().fileName.startsWith(join(root, 'sdk'));

function signaturesOf(symbol) {
  return (symbol.declarations ?? [])
    .filter((declaration) => !declaration.getSourceFile().fileName.endsWith('/schema.d.ts'))
    .map((declaration) => {
      const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
      const text = printer.printNode(ts.EmitHint.Unspecified, withoutPrivates(node), node.getSourceFile());
      return text
        .replace(/^export (declare )?|\bdeclare (?=class|function|const)/g, '')
        .replace(/ {4}/g, '  ');
    });
}

/** What a `.d.ts` says of private members binds nobody. */
function withoutPrivates(node) {
  if (!ts.isClassDeclaration(node)) return node;
  const members = node.members.filter(
    (member) =>
      !(member.name && ts.isPrivateIdentifier(member.name)) &&
      !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private),
  );
  return ts.factory.updateClassDeclaration(
    node,
    node.modifiers,
    node.name,
    node.typeParameters,
    node.heritageClauses,
    members,
  );
}
