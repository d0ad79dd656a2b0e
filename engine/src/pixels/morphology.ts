import { floatsAt, kernels, layOut } from './kernels.js';
import { createPlane } from './plane.js';
import type { Plane } from './raster.js';

/** The maximum over the (2r+1) square, or with `sign` -1 the minimum. */
function spread(plane: Plane, radius: number, sign: 1 | -1): Plane {
  const { width, height } = plane;
  const r = Math.max(0, Math.round(radius));
  const out = createPlane(width, height);
  if (r === 0) {
    out.data.set(plane.data);
    return out;
  }
  const room = Math.max(width + 4 * r + 20, 16 * (height + 4 * r + 8)) * 4;
  const [at, scratch] = layOut(width * height * 4, room) as [number, number];
  const values = floatsAt(at, width * height);
  values.set(plane.data);
  kernels().dilate(at, scratch, width, height, r, sign);
  out.data.set(values);
  return out;
}

/** Grey dilation: the maximum over the (2r+1) square. */
export function dilate(plane: Plane, radius: number): Plane {
  return spread(plane, radius, 1);
}

/** Grey erosion: the minimum over the (2r+1) square. */
export function erode(plane: Plane, radius: number): Plane {
  return spread(plane, radius, -1);
}
