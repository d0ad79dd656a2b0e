import { boxMean } from './box-mean';

/** Bytes from one plane to the next. */
function strideOf(count: i32): usize {
  return (((<usize>count) << 2) + 15) & ~15;
}

/** Writes `a * b` of `count` floats. */
function product(a: usize, b: usize, to: usize, count: i32): void {
  const end = (<usize>count) << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(to + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
}

/**
 * What depends on the guide alone, as planes one after the other: three channels in 0..1, their three means, and the
 * inverse of the regularised covariance (rr, rg, rb, gg, gb, bb).
 *
 * @param picture RGB bytes
 * @param room for `boxMean`
 */
export function createGuide(
  picture: usize,
  guide: usize,
  room: usize,
  width: i32,
  height: i32,
  r: i32,
  epsilon: f64,
): void {
  const count = width * height;
  const stride = strideOf(count);
  const means = guide + 3 * stride;
  const inverse = guide + 6 * stride;
  for (let i = 0; i < count; i++) {
    const at = guide + ((<usize>i) << 2);
    const from = picture + <usize>i * 3;
    store<f32>(at, <f32>(<f64>load<u8>(from) / 255.0));
    store<f32>(at + stride, <f32>(<f64>load<u8>(from, 1) / 255.0));
    store<f32>(at + 2 * stride, <f32>(<f64>load<u8>(from, 2) / 255.0));
  }
  memory.copy(means, guide, 3 * stride);
  let to = inverse;
  for (let a: usize = 0; a < 3; a++) {
    boxMean(means + a * stride, room, width, height, r);
    for (let b = a; b < 3; b++, to += stride) {
      product(guide + a * stride, guide + b * stride, to, count);
      boxMean(to, room, width, height, r);
    }
  }
  for (let i = 0; i < count; i++) {
    const m = means + ((<usize>i) << 2);
    const mr = <f64>load<f32>(m);
    const mg = <f64>load<f32>(m + stride);
    const mb = <f64>load<f32>(m + 2 * stride);
    const p = inverse + ((<usize>i) << 2);
    const a11 = <f64>load<f32>(p) - mr * mr + epsilon;
    const a12 = <f64>load<f32>(p + stride) - mr * mg;
    const a13 = <f64>load<f32>(p + 2 * stride) - mr * mb;
    const a22 = <f64>load<f32>(p + 3 * stride) - mg * mg + epsilon;
    const a23 = <f64>load<f32>(p + 4 * stride) - mg * mb;
    const a33 = <f64>load<f32>(p + 5 * stride) - mb * mb + epsilon;
    const c11 = a22 * a33 - a23 * a23;
    const c12 = a13 * a23 - a12 * a33;
    const c13 = a12 * a23 - a13 * a22;
    const det = a11 * c11 + a12 * c12 + a13 * c13;
    const scale = Math.abs(det) > 1e-20 ? 1.0 / det : 0;
    store<f32>(p, <f32>(c11 * scale));
    store<f32>(p + stride, <f32>(c12 * scale));
    store<f32>(p + 2 * stride, <f32>(c13 * scale));
    store<f32>(p + 3 * stride, <f32>((a11 * a33 - a13 * a13) * scale));
    store<f32>(p + 4 * stride, <f32>((a12 * a13 - a11 * a23) * scale));
    store<f32>(p + 5 * stride, <f32>((a11 * a22 - a12 * a12) * scale));
  }
}

/**
 * Explains a plane by its guide's colours (He, Sun, Tang, "Guided Image Filtering", 2010).
 *
 * @param out four planes: the factors of red, green and blue, and the offset. The plane itself lies where the offset comes.
 * @param room for `boxMean`
 */
export function guidedCoefficients(
  guide: usize,
  out: usize,
  room: usize,
  width: i32,
  height: i32,
  r: i32,
): void {
  const count = width * height;
  const stride = strideOf(count);
  const means = guide + 3 * stride;
  const inverse = guide + 6 * stride;
  const plane = out + 3 * stride;
  for (let c: usize = 0; c < 3; c++) {
    product(guide + c * stride, plane, out + c * stride, count);
    boxMean(out + c * stride, room, width, height, r);
  }
  boxMean(plane, room, width, height, r);
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    const p = out + at;
    const k = inverse + at;
    const m = <f64>load<f32>(plane + at);
    const mr = <f64>load<f32>(means + at);
    const mg = <f64>load<f32>(means + stride + at);
    const mb = <f64>load<f32>(means + 2 * stride + at);
    const cr = <f64>load<f32>(p) - mr * m;
    const cg = <f64>load<f32>(p + stride) - mg * m;
    const cb = <f64>load<f32>(p + 2 * stride) - mb * m;
    const rg = <f64>load<f32>(k + stride);
    const rb = <f64>load<f32>(k + 2 * stride);
    const gb = <f64>load<f32>(k + 4 * stride);
    const red = <f64>load<f32>(k) * cr + rg * cg + rb * cb;
    const green = rg * cr + <f64>load<f32>(k + 3 * stride) * cg + gb * cb;
    const blue = rb * cr + gb * cg + <f64>load<f32>(k + 5 * stride) * cb;
    store<f32>(p, <f32>red);
    store<f32>(p + stride, <f32>green);
    store<f32>(p + 2 * stride, <f32>blue);
    store<f32>(plane + at, <f32>(m - red * mr - green * mg - blue * mb));
  }
  for (let c: usize = 0; c < 4; c++) boxMean(out + c * stride, room, width, height, r);
}

/** The explained plane on the guide itself, clamped to 0..1; written where the first factor lies. */
export function explainGuide(guide: usize, coefficients: usize, count: i32): void {
  const stride = strideOf(count);
  const end = (<usize>count) << 2;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < end; i += 16) {
    const p = coefficients + i;
    const c = guide + i;
    const r = f32x4.mul(v128.load(p), v128.load(c));
    const g = f32x4.mul(v128.load(p + stride), v128.load(c + stride));
    const b = f32x4.mul(v128.load(p + 2 * stride), v128.load(c + 2 * stride));
    const sum = f32x4.add(f32x4.add(f32x4.add(r, g), b), v128.load(p + 3 * stride));
    v128.store(p, f32x4.pmin(one, f32x4.pmax(zero, sum)));
  }
}
