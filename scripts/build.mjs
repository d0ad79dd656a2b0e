// Makes everything that `npm start` and the tests run: types from the contract, JavaScript, the engine's pixel kernels,
// the widget's bundle.
// Each step skips itself when nothing that it reads or wrote has changed, so a warm run takes a fraction of a second.
import { pathToFileURL } from 'node:url';
import { bundleWidget } from './build/bundle.mjs';
import { buildKernels } from './build/kernels.mjs';
import { fail } from './build/run.mjs';
import { buildTypes } from './build/types.mjs';
import { generateIfStale } from './generate.mjs';

/** @throws StepError that says which step failed and why. */
export async function build() {
  await generateIfStale();
  await buildTypes();
  await buildKernels();
  await bundleWidget();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) build().catch(fail);
