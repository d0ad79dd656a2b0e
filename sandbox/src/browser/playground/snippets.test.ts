import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { npmSnippet, reactSnippet, scriptSnippet } from './snippets.js';

const apiUrl = 'https://tryon.example';
const hostile = `"><script>alert('x')</script>&amp;`;

test('the script tag of a shop that changes nothing is one line', () => {
  assert.equal(
    scriptSnippet({ apiUrl, attributes: { 'publishable-key': 'pk_live_1' } }),
    '<script async\n  src="https://tryon.example/embed/v1/tryon-embed.js"\n  data-key="pk_live_1"\n></script>',
  );
});

test('an attribute becomes data-… in the tag, an attribute of the element, and a property in React', () => {
  const input = { apiUrl, attributes: { 'publishable-key': 'pk_live_1', 'garment-id': 'tee-navy' } };
  assert.match(scriptSnippet(input), /^ {2}data-garment-id="tee-navy"$/m);
  assert.match(npmSnippet(input), /^ {2}garment-id="tee-navy"$/m);
  assert.match(reactSnippet(input), /^ {6}garmentId="tee-navy"$/m);
});

test('the tag names its service by its own address, the element by api-base', () => {
  const input = { apiUrl, attributes: { 'api-base': 'https://eu.tryon.example' } };
  assert.equal(
    scriptSnippet(input),
    '<script async src="https://eu.tryon.example/embed/v1/tryon-embed.js"></script>',
  );
  assert.match(npmSnippet(input), /api-base="https:\/\/eu\.tryon\.example"/);
});

test('what is pasted is one language: a page of HTML, and a module that compiles', () => {
  const input = { apiUrl, attributes: { 'publishable-key': 'pk_live_1', 'garment-id': hostile } };
  const { diagnostics = [] } = ts.transpileModule(reactSnippet(input), {
    compilerOptions: {
      jsx: ts.JsxEmit.Preserve,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    },
    fileName: 'try-it-on.tsx',
    reportDiagnostics: true,
  });
  assert.deepEqual(
    diagnostics.map(({ messageText }) => messageText),
    [],
  );
  const page = npmSnippet(input).replace(/<!--.*?-->|<script type="module">[^<]+<\/script>/gs, '');
  assert.match(page.trim(), /^<tryon-widget[^>]*(?:>[^<]*)*<\/tryon-widget>$/);
});

test('a value that would end the attribute stays a value, in markup and in JSX', () => {
  const input = { apiUrl, attributes: { 'garment-id': hostile } };
  for (const code of [scriptSnippet(input), npmSnippet(input)]) {
    assert.doesNotMatch(code, /<script>alert/);
    assert.match(code, /garment-id="&quot;>&lt;script>alert\('x'\)&lt;\/script>&amp;amp;"/);
  }
  // In JSX the braces hold a JavaScript string: the value comes back as it was.
  const literal = /garmentId=\{(".*")\}$/m.exec(reactSnippet(input))?.[1] ?? '';
  assert.equal(JSON.parse(literal), hostile);
});

test('an inline button brings its place along, and a dialog the call that opens it', () => {
  assert.match(
    scriptSnippet({ apiUrl, attributes: { layout: 'inline' } }),
    /^<div id="try-on"><\/div>\n<script[^>]* data-container="#try-on"/,
  );
  assert.match(scriptSnippet({ apiUrl, attributes: { layout: 'dialog' } }), /TryOn\('open'\)/);
});
