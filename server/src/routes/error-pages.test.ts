import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readContract } from '../contract/document.js';
import { ERRORS_PAGE, renderPage } from './error-pages.js';

test('there is a section for every code of the contract, and none for others', async () => {
  const contract = await readContract(fileURLToPath(new URL('../../../openapi.yaml', import.meta.url)));
  const codes = (name: string) =>
    contract.resolve({ $ref: `#/components/schemas/${name}` })['enum'] as unknown as string[];
  const wanted = [...codes('ProblemCode'), ...codes('TryonErrorCode').map((code) => `tryon_${code}`)];
  const page = renderPage(await readFile(ERRORS_PAGE, 'utf8'));
  const there = [...page.matchAll(/<h3 id="([^"]+)">/g)].map((match) => match[1]);
  assert.deepEqual(there.sort(), wanted.sort());
});

test('nothing of the text can become markup', () => {
  assert.ok(!renderPage('### a"b\n\n<script>').includes('<script>'));
});
