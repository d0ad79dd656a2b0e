/** 10 MB: larger than any photo that a phone takes and a person wants to upload over a phone's network. */
export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** 16.7 megapixels, as 4,096 x 4,096: what one decode may cost in memory (some 50 MB). */
export const MAX_PIXELS = 4_096 * 4_096;

/** In pixels. Nothing smaller shows a garment; the preview engine and the providers want far more. */
export const MIN_SIDE = 64;

/** In pixels, of the normalised picture. */
export const MAX_NORMALISED_SIDE = 1_536;
