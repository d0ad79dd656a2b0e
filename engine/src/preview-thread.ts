import type { MessagePort } from 'node:worker_threads';
import { workerData } from 'piscina';
import { createJobPort } from './job-port.js';
import { loadPersonNets } from './models/runtime.js';
import type { FaceBox } from './person/face-box.js';
import { findFace } from './person/find-face.js';
import { loadPreviewEngine, type PreviewEngine, type PreviewRequest, type PreviewResult } from './preview.js';
import { PreviewRefusal, type PreviewRefusalCode } from './refusal.js';

export type ThreadTask =
  | { readonly kind: 'warm' }
  | { readonly kind: 'face'; readonly photo: Uint8Array }
  | { readonly kind: 'render'; readonly request: PreviewRequest; readonly port: MessagePort };

/** Refusals travel as data: a cloned error would lose its class and code. */
export type ThreadAnswer =
  | { readonly kind: 'warm' }
  | { readonly kind: 'face'; readonly face: FaceBox | undefined }
  | { readonly kind: 'result'; readonly result: PreviewResult }
  | { readonly kind: 'refusal'; readonly code: PreviewRefusalCode; readonly message: string };

export interface ThreadSettings {
  readonly garmentCacheBytes: number | undefined;
  readonly personCacheBytes: number | undefined;
  readonly hasStore: boolean;
}

const jobs = createJobPort();
let engine: Promise<PreviewEngine> | undefined;

/** The thread's engine; a failed load is tried again with the next job. */
function loadedEngine(): Promise<PreviewEngine> {
  const { garmentCacheBytes, personCacheBytes, hasStore } = workerData as ThreadSettings;
  engine ??= loadPreviewEngine({
    ...(garmentCacheBytes === undefined ? {} : { garmentCacheBytes }),
    ...(personCacheBytes === undefined ? {} : { personCacheBytes }),
    ...(hasStore ? { garmentStore: jobs.store } : {}),
  }).catch((error: unknown) => {
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
    jobs.begin(task.port);
    const result = await ready.render(task.request, { onProgress: jobs.onProgress });
    await ready.settled();
    return { kind: 'result', result };
  } catch (error) {
    if (error instanceof PreviewRefusal) return { kind: 'refusal', code: error.code, message: error.message };
    throw error;
  } finally {
    if (task.kind === 'render') jobs.end();
  }
}
