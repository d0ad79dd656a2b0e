import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'piscina';
import { loadPersonNets } from './models/runtime.js';
import type { FaceBox } from './person/face-box.js';
import { findFace } from './person/find-face.js';
import { loadPreviewEngine, type PreviewEngine, type PreviewRequest, type PreviewResult } from './preview.js';
import { PreviewRefusal, type PreviewRefusalCode } from './refusal.js';

export type ThreadTask =
  | { readonly kind: 'warm' }
  | { readonly kind: 'face'; readonly photo: Uint8Array }
  | { readonly kind: 'render'; readonly request: PreviewRequest; readonly progress: MessagePort };

/** Refusals travel as data: a cloned error would lose its class and code. */
export type ThreadAnswer =
  | { readonly kind: 'warm' }
  | { readonly kind: 'face'; readonly face: FaceBox | undefined }
  | { readonly kind: 'result'; readonly result: PreviewResult }
  | { readonly kind: 'refusal'; readonly code: PreviewRefusalCode; readonly message: string };

let engine: Promise<PreviewEngine> | undefined;

/** The thread's engine; a failed load is tried again with the next job. */
function loadedEngine(): Promise<PreviewEngine> {
  engine ??= loadPreviewEngine(workerData as { garmentCacheSize: number }).catch((error: unknown) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

/** Piscina's entry point in a worker thread. */
export default async function work(task: ThreadTask): Promise<ThreadAnswer> {
  const ready = await loadedEngine();
  if (task.kind === 'warm') return { kind: 'warm' };
  try {
    if (task.kind === 'face')
      return { kind: 'face', face: await findFace(await loadPersonNets(), task.photo) };
    const result = await ready.render(task.request, {
      onProgress: (stage, percent) => task.progress.postMessage({ stage, percent }),
    });
    return { kind: 'result', result };
  } catch (error) {
    if (error instanceof PreviewRefusal) return { kind: 'refusal', code: error.code, message: error.message };
    throw error;
  } finally {
    if (task.kind === 'render') task.progress.close();
  }
}
