import { gaussianBlur } from '../pixels/blur.js';
import { mapPlane, smoothstep } from '../pixels/plane.js';
import type { Plane } from '../pixels/raster.js';
import { resizePlane, resizeRaster } from '../pixels/resize.js';
import type { WarpMesh, WarpSource } from './rasterise.js';

/**
 * The same outline without corners smaller than `sigma` pixels or so: that of worn cloth comes from a small parse, and
 * enlarged as it is its steps would show.
 */
export function rounded(alpha: Plane, sigma: number): Plane {
  return mapPlane(gaussianBlur(alpha, sigma), (v) => smoothstep(0.25, 0.75, v));
}

/**
 * Shrinks a garment to about the size it will have, so that sampling it does not alias.
 *
 * @param scale photo px a garment px
 * @returns also the factor it was shrunk by, for `scaledMesh`
 */
export function shrunk(source: WarpSource, scale: number): { source: WarpSource; factor: number } {
  const factor = Math.min(1, scale * 1.15);
  if (factor > 0.9) return { source, factor: 1 };
  const width = Math.round(source.picture.width * factor);
  const height = Math.round(source.picture.height * factor);
  return {
    source: {
      picture: resizeRaster(source.picture, width, height),
      masks: source.masks.map((mask) => resizePlane(mask, width, height)),
    },
    factor: width / source.picture.width,
  };
}

/** The mesh for a source that was shrunk by `factor`. */
export function scaledMesh(mesh: WarpMesh, factor: number): WarpMesh {
  if (factor === 1) return mesh;
  return { ...mesh, source: mesh.source.map((p) => ({ x: p.x * factor, y: p.y * factor })) };
}
