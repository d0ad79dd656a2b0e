import { readFileSync } from 'node:fs';

/** The compiled functions of `engine/kernels`, which tell of each. Places are byte offsets into `memory`. */
interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  heapBase(): number;
  boxMean(plane: number, room: number, width: number, height: number, radius: number): void;
  dilate(plane: number, room: number, width: number, height: number, radius: number, sign: 1 | -1): void;
  createGuide(
    picture: number,
    guide: number,
    room: number,
    width: number,
    height: number,
    radius: number,
    epsilon: number,
  ): void;
  guidedCoefficients(
    guide: number,
    out: number,
    room: number,
    width: number,
    height: number,
    radius: number,
  ): void;
  explainGuide(guide: number, coefficients: number, count: number): void;
  explainShares(
    coefficients: number,
    small: number,
    smallHeight: number,
    picture: number,
    width: number,
    height: number,
    left: number,
    wide: number,
    top: number,
    rows: number,
    out: number,
    room: number,
  ): void;
  downColumns(
    from: number,
    bytes: boolean,
    to: number,
    line: number,
    rows: number,
    starts: number,
    counts: number,
    weights: number,
    stride: number,
  ): void;
}

/** Of the global, which TypeScript knows from the browser's types only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;

let loaded: Kernels | undefined;

/** This thread's kernels, compiled on first use. A filter lays its memory out anew in every call; nothing stays in it. */
export function kernels(): Kernels {
  loaded ??= new WebAssembly.Instance(
    new WebAssembly.Module(readFileSync(new URL('../kernels.wasm', import.meta.url))),
  ).exports as Kernels;
  return loaded;
}

/**
 * Lays out stretches of so many bytes one after the other, each at a multiple of 16, and makes the memory large enough.
 * Views of the memory from before are dead.
 */
export function layOut(...sizes: readonly number[]): number[] {
  const { memory, heapBase } = kernels();
  let end = heapBase();
  const places = sizes.map((bytes) => {
    const at = (end + 15) & ~15;
    end = at + bytes;
    return at;
  });
  // Vectors of four are read a little past the end.
  const missing = end + 64 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return places;
}

/** `length` floats of the kernels' memory, until it is laid out again. */
export function floatsAt(place: number, length: number): Float32Array {
  return new Float32Array(kernels().memory.buffer, place, length);
}

/** `length` bytes of the kernels' memory, until it is laid out again. */
export function bytesAt(place: number, length: number): Uint8Array {
  return new Uint8Array(kernels().memory.buffer, place, length);
}

/** `length` 32-bit integers of the kernels' memory, until it is laid out again. */
export function intsAt(place: number, length: number): Int32Array {
  return new Int32Array(kernels().memory.buffer, place, length);
}
