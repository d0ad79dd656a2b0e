export { createFaceFinder, type FaceFinder } from './face-finder.js';
export type { GarmentStore } from './garment/garment-cache.js';
export type { FaceBox } from './person/face-box.js';
export {
  loadPreviewEngine,
  type OnProgress,
  type PreviewEngine,
  type PreviewRequest,
  type PreviewResult,
  type PreviewStage,
} from './preview.js';
export { createPreviewPool, type PreviewPool, type PreviewPoolOptions } from './preview-pool.js';
export { PreviewRefusal, type PreviewRefusalCode } from './refusal.js';
export type { PreviewWarning } from './warnings.js';
