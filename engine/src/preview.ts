import { createGarmentCache, type GarmentStore } from './garment/garment-cache.js';
import { readGarment } from './garment/read-garment.js';
import { warmPersonNets } from './models/warm.js';
import type { Body } from './person/body.js';
import { type FaceBox, faceBox } from './person/face-box.js';
import { createPersonCache } from './person/person-cache.js';
import { maxPictureSide, readShopper } from './person/read-body.js';
import { collectAll } from './pixels/collect-garbage.js';
import { boundDecoder, decodePicture, encodePicture, type PictureFormat } from './pixels/decode.js';
import type { Layer, Raster } from './pixels/raster.js';
import { compose } from './render/compose.js';
import { dress } from './render/dress.js';
import { type PreviewWarning, personWarnings } from './warnings.js';

const defaultGarmentCacheBytes = 24 * 1024 * 1024;
const defaultPersonCacheBytes = 16 * 1024 * 1024;
/** A shopper's next product follows within a minute or so; an erased photo is not to linger. */
const keepPersonMs = 120_000;

export interface PreviewRequest {
  /** An encoded photo of one person (JPEG, PNG, WebP, AVIF, ...), at most 50 million pixels. */
  readonly person: Uint8Array;
  /** An encoded picture of one garment, alone or worn by somebody else. */
  readonly garment: Uint8Array;
  readonly category: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly garmentPhotoType: 'auto' | 'flat-lay' | 'model';
  readonly outputFormat: PictureFormat;
}

export interface PreviewResult {
  /** The encoded picture. */
  readonly picture: Uint8Array;
  /** Size in px: the photo's own, upright, its long side at most 1536. */
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
  /** What the garment was taken for. */
  readonly category: 'tops' | 'bottoms' | 'one-pieces';
  readonly garmentPhotoType: 'flat-lay' | 'model';
  readonly warnings: readonly PreviewWarning[];
  /** Where the photo's face is, which stays as it is. */
  readonly face: FaceBox | undefined;
  /** Milliseconds of each step, and `total`. */
  readonly timings: Readonly<Record<string, number>>;
}

export type PreviewStage = 'preparing' | 'generating' | 'finishing';
/** Called as each step of the work is really done; `percent` is of the whole job. */
export type OnProgress = (stage: PreviewStage, percent: number) => void;

/** What one render saw and bent, for measuring it. Planes and pictures have the result's size. */
export interface PreviewExplanation {
  readonly body: Body;
  readonly category: 'tops' | 'bottoms' | 'one-pieces';
  /** The warped garment before light and shadow, from the lowest layer to the highest. */
  readonly layers: readonly Layer[];
  /** The result before it was encoded. */
  readonly picture: Raster;
}

export interface RenderOptions {
  readonly onProgress?: OnProgress;
  /** Is told how the picture came about; costs nothing when it is left out. */
  readonly onExplain?: (explanation: PreviewExplanation) => void;
}

export interface PreviewEngineOptions {
  /** Bytes of garments kept in memory. Default 24 MB: three garments or so. */
  readonly garmentCacheBytes?: number;
  /** Bytes of people kept in memory, for two minutes after their last job. Default 16 MB: two people; 0 keeps nobody. */
  readonly personCacheBytes?: number;
  /** Keeps cut-out garments across processes. Default: none. */
  readonly garmentStore?: GarmentStore | undefined;
  /** Told when the store fails; the garment is then read anew. */
  readonly onStoreError?: ((error: unknown) => void) | undefined;
}

export interface PreviewEngine {
  /**
   * Renders one preview, blocking this thread for seconds; use `createPreviewPool` in a server.
   *
   * @throws PreviewRefusal when no honest preview can be made of these pictures.
   */
  render(request: PreviewRequest, options?: RenderOptions): Promise<PreviewResult>;
  /** Resolves when the garments read so far have been handed to the store. */
  settled(): Promise<void>;
}

/** Loads the networks and returns an engine that works in the calling thread, for tests and benchmarks. */
export async function loadPreviewEngine({
  garmentCacheBytes = defaultGarmentCacheBytes,
  personCacheBytes = defaultPersonCacheBytes,
  garmentStore,
  onStoreError,
}: PreviewEngineOptions = {}): Promise<PreviewEngine> {
  boundDecoder();
  await warmPersonNets();
  const garments = createGarmentCache({
    maxBytes: garmentCacheBytes,
    store: garmentStore,
    onStoreError,
    read: readGarment,
  });
  const people = createPersonCache({
    maxBytes: personCacheBytes,
    maxAgeMs: keepPersonMs,
    read: async (bytes) => readShopper(await decodePicture(bytes, maxPictureSide)),
  });
  return {
    async render(request, { onProgress = () => undefined, onExplain } = {}) {
      const timings: Record<string, number> = {};
      const start = performance.now();
      let last = start;
      const done = (step: string, stage: PreviewStage, percent: number): void => {
        const now = performance.now();
        timings[step] = Math.round(now - last);
        last = now;
        onProgress(stage, percent);
      };
      onProgress('preparing', 0);
      // The garment first: it is often cached, and a wrong one is refused before the person is looked at.
      const { garment, warnings } = await garments.garmentOf(request);
      done('garment', 'preparing', 25);
      const body = await people.personOf(request.person);
      done('person', 'generating', 50);
      // Most memory is needed from here on, and what was needed so far is dead.
      collectAll();
      const { dressed, undressing } = dress(garment, body);
      done('warp', 'generating', 65);
      const result = compose(body, dressed, undressing);
      done('compose', 'finishing', 92);
      const layers = [...(dressed.behind ? [dressed.behind] : []), dressed.torso, ...dressed.sleeves];
      onExplain?.({ body, category: garment.category, layers, picture: result });
      const picture = await encodePicture(result, request.outputFormat);
      done('encode', 'finishing', 100);
      timings['total'] = Math.round(last - start);
      return {
        picture,
        width: result.width,
        height: result.height,
        contentType: `image/${request.outputFormat}`,
        category: garment.category,
        garmentPhotoType: garment.source,
        warnings: [...warnings, ...personWarnings(garment, body, undressing)],
        face: faceBox(body.pose, body.picture),
        timings,
      };
    },
    settled: () => garments.settled(),
  };
}
