/** An sRGB picture, 8 bits a channel, RGB interleaved, row by row from the top left. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** `width * height * 3` bytes. */
  readonly data: Uint8ClampedArray;
}

/** One channel of floats (a mask, a posterior, a shading factor), row by row from the top left. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** `width * height` values; masks and posteriors lie in 0..1. */
  readonly data: Float32Array;
}

/** A point in pixels of the raster it belongs to; pixel centres lie at `.5`. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture with a cut-out: `alpha` is 1 where the picture shows and 0 where it does not; both of one size. */
export interface Layer {
  readonly picture: Raster;
  readonly alpha: Plane;
}
