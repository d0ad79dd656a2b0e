import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';

type ModelName = 'movenet-thunder' | 'blazepose-full' | 'selfie';

interface ModelJson {
  readonly format: string;
  readonly modelTopology: object;
  readonly signature: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

const modelsFolder = fileURLToPath(new URL('../../models/', import.meta.url));

let ready: Promise<void> | undefined;

/** Starts TensorFlow.js on WebAssembly once a thread; plain JavaScript is the fallback where WebAssembly is missing. */
function startTensorFlow(): Promise<void> {
  ready ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(entry)}/`);
    if (!(await tf.setBackend('wasm'))) {
      await import('@tensorflow/tfjs-backend-cpu');
      await tf.setBackend('cpu');
    }
    await tf.ready();
  })();
  return ready;
}

async function loadModel(name: ModelName): Promise<GraphModel> {
  const [text, weights] = await Promise.all([
    readFile(join(modelsFolder, `${name}.json`), 'utf8'),
    readFile(join(modelsFolder, `${name}.bin`)),
  ]);
  const json = JSON.parse(text) as ModelJson;
  const artifacts: tf.io.ModelArtifacts = {
    format: json.format,
    modelTopology: json.modelTopology,
    signature: json.signature,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: new Uint8Array(weights).buffer,
  };
  const model = await loadGraphModel({ load: async () => artifacts });
  // The model would keep the file to be saved again; its weights are in WebAssembly's memory by now.
  delete artifacts.weightData;
  return model;
}

/** The three networks that see people; each call blocks its thread for 10-100 ms. */
export interface PersonNets {
  /** MoveNet thunder: 17 x (y, x, score), positions in 0..1 of the 256 x 256 picture. */
  readonly pose: (rgb: Uint8ClampedArray) => Float32Array;
  /** BlazePose's person mask of a 256 x 256 picture, 0..1. */
  readonly bodyMask: (rgb: Uint8ClampedArray) => Float32Array;
  /** Selfie segmentation's person mask of a 256 x 256 picture, 0..1. */
  readonly selfieMask: (rgb: Uint8ClampedArray) => Float32Array;
}

/** Width and height of every network's input. */
export const netSize = 256;

function run(
  model: GraphModel,
  rgb: Uint8ClampedArray,
  type: 'int32' | 'float32',
  output?: string,
): Float32Array {
  const values = type === 'int32' ? new Int32Array(rgb) : new Float32Array(rgb);
  if (type === 'float32') for (let i = 0; i < values.length; i++) values[i] = values[i]! / 255;
  // Not tf.tidy: it would look for tensors in every number of the returned array.
  const input = tf.tensor4d(values, [1, netSize, netSize, 3], type);
  const out = (output === undefined ? model.execute(input) : model.execute(input, output)) as tf.Tensor;
  const result = out.dataSync<'float32'>().slice();
  tf.dispose([input, out]);
  return result;
}

let poseNet: Promise<Pick<PersonNets, 'pose'>> | undefined;

/** Loads MoveNet alone once a thread, for who only asks where somebody is. */
export function loadPoseNet(): Promise<Pick<PersonNets, 'pose'>> {
  poseNet ??= (async () => {
    await startTensorFlow();
    const movenet = await loadModel('movenet-thunder');
    return { pose: (rgb) => run(movenet, rgb, 'int32') };
  })();
  return poseNet;
}

let nets: Promise<PersonNets> | undefined;

/** Loads the networks once a thread, from this package's `models` folder (about 20 MB, nothing is downloaded). */
export function loadPersonNets(): Promise<PersonNets> {
  nets ??= (async () => {
    await startTensorFlow();
    const [movenet, blazepose, selfie] = await Promise.all([
      loadModel('movenet-thunder'),
      loadModel('blazepose-full'),
      loadModel('selfie'),
    ]);
    return {
      pose: (rgb) => run(movenet, rgb, 'int32'),
      bodyMask: (rgb) => run(blazepose, rgb, 'float32', 'activation_segmentation'),
      selfieMask: (rgb) => run(selfie, rgb, 'float32'),
    };
  })();
  return nets;
}
