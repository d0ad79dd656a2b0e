// Built packages -> the reference pages that are committed with them. `--check` compares and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, StepError } from './build/run.mjs';
import { sdkApi } from './build/sdk-api.mjs';
import { sdkErrors } from './build/sdk-errors.mjs';
import { buildTypes } from './build/types.mjs';
import { customElements, htmlCustomData, widgetReference } from './build/widget-reference.mjs';
import { root } from './build/workspace.mjs';
import { generateIfStale } from './generate.mjs';

const REPORTS = [
  { path: 'sdk/api.md', text: sdkApi },
  { path: 'sdk/ERRORS.md', text: sdkErrors },
  { path: 'widget/custom-elements.json', text: customElements },
  { path: 'widget/vscode.html-custom-data.json', text: htmlCustomData },
  { path: 'widget/REFERENCE.md', text: widgetReference },
];

/** @returns {Promise<string[]>} the reports that do not match what is built */
export async function staleReports() {
  const stale = [];
  for (const { path, text } of REPORTS) if (readOrNothing(path) !== (await text())) stale.push(path);
  return stale;
}

async function main() {
  await generateIfStale();
  await buildTypes();
  const stale = await staleReports();
  if (process.argv.includes('--check')) {
    if (stale.length > 0) throw new StepError(`Not up to date: ${stale.join(', ')}. Run: npm run reports`);
    return;
  }
  for (const { path, text } of REPORTS) {
    if (stale.includes(path)) writeFileSync(join(root, path), await text());
  }
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}` : 'All reports are up to date');
}

function readOrNothing(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main().catch(fail);
