import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash, readMarker, stampHash, writeMarker } from './marker.mjs';
import { progress } from './progress.mjs';
import { runNode, StepError } from './run.mjs';
import { filesBelow, root } from './workspace.mjs';

const OUTPUT = 'engine/dist/kernels.wasm';
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];

/** Compiles the engine's pixel filters to WebAssembly when they have changed. */
export async function buildKernels() {
  if (!existsSync(join(root, 'engine/kernels'))) return;
  const sources = filesBelow('engine/kernels', (path) => path.endsWith('.ts'));
  const inputs = contentHash([...sources, 'scripts/build/kernels.mjs', 'package-lock.json']);
  const before = readMarker('kernels');
  if (before?.inputs === inputs && before.outputs === stampHash([OUTPUT])) return;
  await progress('Compiling the pixel kernels', async () => {
    const compiler = 'node_modules/assemblyscript/bin/asc.js';
    const { code, output } = await runNode([
      compiler,
      'engine/kernels/index.ts',
      '--outFile',
      OUTPUT,
      ...OPTIONS,
    ]);
    if (code !== 0) throw new StepError(`AssemblyScript could not compile the pixel kernels:\n${output}`);
  });
  writeMarker('kernels', { inputs, outputs: stampHash([OUTPUT]) });
}
