/** Columns and rows of a picture in a grid of coefficients that may be smaller. */
function placeOf(at: i32, from: i32, to: i32): f64 {
  const place = ((<f64>at + 0.5) * <f64>from) / <f64>to - 0.5;
  return place < 0 ? 0 : place > <f64>(from - 1) ? <f64>(from - 1) : place;
}

/** One row between the rows of four planes, interleaved: the factors of red, green and blue, and the offset. */
function rowBetween(
  planes: usize,
  stride: usize,
  upper: usize,
  lower: usize,
  share: f32,
  width: i32,
  to: usize,
): void {
  const f = f32x4.splat(share);
  const e = f32x4.splat(1 - share);
  for (let x = 0; x < width; x += 4, to += 64) {
    const at = (<usize>x) << 2;
    const up = planes + upper + at;
    const down = planes + lower + at;
    const r = f32x4.add(f32x4.mul(v128.load(up), e), f32x4.mul(v128.load(down), f));
    const g = f32x4.add(f32x4.mul(v128.load(up + stride), e), f32x4.mul(v128.load(down + stride), f));
    const b = f32x4.add(f32x4.mul(v128.load(up + 2 * stride), e), f32x4.mul(v128.load(down + 2 * stride), f));
    const o = f32x4.add(f32x4.mul(v128.load(up + 3 * stride), e), f32x4.mul(v128.load(down + 3 * stride), f));
    const rg = v128.shuffle<f32>(r, g, 0, 4, 1, 5);
    const bo = v128.shuffle<f32>(b, o, 0, 4, 1, 5);
    const rgHigh = v128.shuffle<f32>(r, g, 2, 6, 3, 7);
    const boHigh = v128.shuffle<f32>(b, o, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(rg, bo, 0, 2));
    v128.store(to, v128.shuffle<i64>(rg, bo, 1, 3), 16);
    v128.store(to, v128.shuffle<i64>(rgHigh, boHigh, 0, 2), 32);
    v128.store(to, v128.shuffle<i64>(rgHigh, boHigh, 1, 3), 48);
  }
}

/** Red, green and blue in 0..1, and 1. */
function pixelAt(at: usize): v128 {
  const bytes = i16x8.extend_low_i8x16_u(v128.load32_zero(at));
  const colour = f32x4.div(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(bytes)), f32x4.splat(255));
  return f32x4.replace_lane(colour, 3, 1);
}

function explained(row: usize, share: v128, pixel: v128): v128 {
  const left = v128.load(row);
  return f32x4.mul(f32x4.add(left, f32x4.mul(f32x4.sub(v128.load(row, 16), left), share)), pixel);
}

/** The four vectors' sums. */
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

function clamped(v: v128): v128 {
  return f32x4.pmin(f32x4.splat(1), f32x4.pmax(f32x4.splat(0), v));
}

/**
 * Four explained planes of a picture of any size, for rows of a window of it: clamped and, with the rest (the fifth
 * plane) that they leave of 1, summing to 1. With a larger picture than the guide's this is fast guided upsampling.
 *
 * @param coefficients four times four planes of `small x smallHeight`, as `guidedCoefficients` writes them
 * @param picture RGB bytes of the wanted rows, whole, and 16 bytes more
 * @param out five planes of `rows` rows, each row a multiple of four floats
 * @param room for `16 * small + 16` floats and twice a row
 */
export function explainShares(
  coefficients: usize,
  small: i32,
  smallHeight: i32,
  picture: usize,
  width: i32,
  height: i32,
  left: i32,
  wide: i32,
  top: i32,
  rows: i32,
  out: usize,
  room: usize,
): void {
  const stride = (((<usize>(small * smallHeight)) << 2) + 15) & ~15;
  const line = (<usize>((wide + 3) & ~3)) << 2;
  const plane = line * <usize>rows;
  const interleaved = ((<usize>small) << 4) + 64;
  const columns = room;
  const shares = columns + line;
  const lines = shares + line;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let x = 0; x < <i32>(line >> 2); x++) {
    const place = placeOf(min(x, wide - 1) + left, small, width);
    const column = max(0, min(small - 2, <i32>place));
    store<i32>(columns + ((<usize>x) << 2), column << 4);
    store<f32>(shares + ((<usize>x) << 2), <f32>(place - <f64>column));
  }
  for (let y = 0; y < rows; y++) {
    const place = placeOf(y + top, smallHeight, height);
    const upper = <i32>place;
    const lower = min(smallHeight - 1, upper + 1);
    for (let k: usize = 0; k < 4; k++) {
      rowBetween(
        coefficients + k * 4 * stride,
        stride,
        (<usize>(upper * small)) << 2,
        (<usize>(lower * small)) << 2,
        <f32>(place - <f64>upper),
        small,
        lines + k * interleaved,
      );
    }
    let pixel = picture + <usize>(y * width + left) * 3;
    const to = out + <usize>y * line;
    for (let x: usize = 0; x < line; x += 16) {
      let a = zero;
      let b = zero;
      let c = zero;
      let d = zero;
      // Pixel by pixel the four planes side by side, then plane by plane four pixels side by side.
      for (let k: usize = 0; k < 16; k += 4, pixel += 3) {
        const row = lines + load<i32>(columns + x + k);
        const share = v128.load32_splat(shares + x + k);
        const colour = pixelAt(pixel);
        const v = sums(
          explained(row, share, colour),
          explained(row + interleaved, share, colour),
          explained(row + 2 * interleaved, share, colour),
          explained(row + 3 * interleaved, share, colour),
        );
        if (k === 0) a = v;
        else if (k === 4) b = v;
        else if (k === 8) c = v;
        else d = v;
      }
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const p0 = v128.shuffle<i64>(ab, cd, 0, 2);
      const p1 = v128.shuffle<i64>(ab, cd, 1, 3);
      const p2 = v128.shuffle<i64>(abHigh, cdHigh, 0, 2);
      const p3 = v128.shuffle<i64>(abHigh, cdHigh, 1, 3);
      const rest = clamped(f32x4.sub(f32x4.sub(f32x4.sub(f32x4.sub(one, p0), p1), p2), p3));
      const c0 = clamped(p0);
      const c1 = clamped(p1);
      const c2 = clamped(p2);
      const c3 = clamped(p3);
      const sum = f32x4.add(
        f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3)),
        f32x4.add(rest, f32x4.splat(1e-6)),
      );
      const scale = f32x4.div(one, sum);
      const at = to + x;
      v128.store(at, f32x4.mul(c0, scale));
      v128.store(at + plane, f32x4.mul(c1, scale));
      v128.store(at + 2 * plane, f32x4.mul(c2, scale));
      v128.store(at + 3 * plane, f32x4.mul(c3, scale));
      v128.store(at + 4 * plane, f32x4.mul(rest, scale));
    }
  }
}
