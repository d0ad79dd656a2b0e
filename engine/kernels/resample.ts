/** `sums + values * weight` of four values, rounded to floats; the product is exact. */
function addFour(sums: v128, low: v128, high: v128, weight: v128): v128 {
  const a = f64x2.add(f64x2.promote_low_f32x4(sums), f64x2.mul(low, weight));
  const b = f64x2.add(f64x2.promote_low_f32x4(v128.shuffle<i64>(sums, sums, 1, 1)), f64x2.mul(high, weight));
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
}

/**
 * Resamples all columns of rows of `line` values, bytes or floats, to `rows` rows of floats: each is the sum of `counts`
 * rows from `starts` on, weighed.
 *
 * @param stride weights a row
 */
export function downColumns(
  from: usize,
  bytes: bool,
  to: usize,
  line: i32,
  rows: i32,
  starts: usize,
  counts: usize,
  weights: usize,
  stride: i32,
): void {
  const rowBytes = (<usize>line) << 2;
  memory.fill(to, 0, rowBytes * <usize>rows);
  for (let y = 0; y < rows; y++, to += rowBytes) {
    const first = load<i32>(starts + ((<usize>y) << 2));
    const n = load<i32>(counts + ((<usize>y) << 2));
    for (let k = 0; k < n; k++) {
      const weight = <f64>load<f32>(weights + ((<usize>(y * stride + k)) << 2));
      if (weight === 0) continue;
      const row = from + ((<usize>((first + k) * line)) << (bytes ? 0 : 2));
      const w = f64x2.splat(weight);
      let x = 0;
      if (bytes) {
        for (; x + 4 <= line; x += 4) {
          const at = to + ((<usize>x) << 2);
          const narrow = i16x8.extend_low_i8x16_u(v128.load32_zero(row + <usize>x));
          const four = i32x4.extend_low_i16x8_u(narrow);
          const low = f64x2.convert_low_i32x4_u(four);
          const high = f64x2.convert_low_i32x4_u(v128.shuffle<i64>(four, four, 1, 1));
          v128.store(at, addFour(v128.load(at), low, high, w));
        }
        for (; x < line; x++) {
          const at = to + ((<usize>x) << 2);
          store<f32>(at, <f32>(<f64>load<f32>(at) + weight * <f64>load<u8>(row + <usize>x)));
        }
      } else {
        for (; x + 4 <= line; x += 4) {
          const at = to + ((<usize>x) << 2);
          const four = v128.load(row + ((<usize>x) << 2));
          const low = f64x2.promote_low_f32x4(four);
          const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 1));
          v128.store(at, addFour(v128.load(at), low, high, w));
        }
        for (; x < line; x++) {
          const at = to + ((<usize>x) << 2);
          store<f32>(at, <f32>(<f64>load<f32>(at) + weight * <f64>load<f32>(row + ((<usize>x) << 2))));
        }
      }
    }
  }
}
