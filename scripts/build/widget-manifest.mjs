import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { create } from '@custom-elements-manifest/analyzer/src/create.js';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { root } from './workspace.mjs';

// The analyzer brings a TypeScript of its own; the nodes of another version are numbered differently.
const ts = createRequire(import.meta.resolve('@custom-elements-manifest/analyzer/src/create.js'))(
  'typescript',
);

const SOURCE = 'widget/src/tryon-widget.ts';
/** Where the published package has the element. */
const PUBLISHED = 'dist/index.js';

/**
 * The custom elements manifest of `<tryon-widget>`, made of the comment above its class: what is public, and no more.
 * @see https://github.com/webcomponents/custom-elements-manifest
 */
export function widgetManifest() {
  const text = readFileSync(join(root, SOURCE), 'utf8');
  const source = ts.createSourceFile(SOURCE, text, ts.ScriptTarget.ES2022, true);
  const { modules } = create({ modules: [source], plugins: litPlugin() });
  const element = modules[0].declarations.find(({ tagName }) => tagName === 'tryon-widget');
  const { kind, name, tagName, description, superclass, slots, cssParts, cssProperties, cssStates } = element;
  // It also takes every `new …Event(product)` for an event's name.
  const events = element.events.filter((event) => event.name.startsWith('tryon-'));
  const members = element.members.filter(isPublic);
  const attributes = element.attributes
    .filter(({ fieldName }) => !fieldName || members.some((member) => member.name === fieldName))
    .map((attribute) => ({ ...attribute, ...described(attribute, members) }));
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: PUBLISHED,
        declarations: [
          {
            ...{ kind, name, tagName, customElement: true, description, superclass },
            ...{
              attributes,
              members,
              events,
              slots,
              cssParts,
              cssProperties,
              ...(cssStates && { cssStates }),
            },
          },
        ],
        exports: [
          { kind: 'js', name, declaration: { name, module: PUBLISHED } },
          { kind: 'custom-element-definition', name: tagName, declaration: { name, module: PUBLISHED } },
        ],
      },
    ],
  };
}

/** What the analyzer lists beside a shop's business: Lit's own life cycle, and what is marked as ours. */
function isPublic({ privacy, name, static: isStatic, inheritedFrom }) {
  return (
    (privacy === undefined || privacy === 'public') &&
    !isStatic &&
    !inheritedFrom &&
    !/^(connectedCallback|disconnectedCallback|willUpdate|updated|firstUpdated|update|render|createRenderRoot)$/.test(
      name,
    )
  );
}

function described({ fieldName }, members) {
  const { description, type } = members.find(({ name }) => name === fieldName) ?? {};
  return { ...(description && { description }), ...(type && { type }) };
}
