/** Means of one row's boxes, cut off at the row's ends. */
export function meanRow(from: usize, to: usize, width: i32, r: i32): void {
  let sum: f64 = 0;
  const reach = min(r, width);
  for (let x = 0; x < reach; x++) sum += <f64>load<f32>(from + ((<usize>x) << 2));
  for (let x = 0; x < width; x++) {
    if (x + r < width) sum += <f64>load<f32>(from + ((<usize>(x + r)) << 2));
    if (x - r - 1 >= 0) sum -= <f64>load<f32>(from + ((<usize>(x - r - 1)) << 2));
    const box = min(width - 1, x + r) - max(0, x - r) + 1;
    store<f32>(to + ((<usize>x) << 2), <f32>(sum / <f64>box));
  }
}

/** The same for two rows at once: neither waits for the other's sum. */
function meanTwoRows(from: usize, to: usize, toSecond: usize, width: i32, r: i32): void {
  const second = (<usize>width) << 2;
  if (width <= 2 * r + 1) {
    meanRow(from, to, width, r);
    meanRow(from + second, toSecond, width, r);
    return;
  }
  let a: f64 = 0;
  let b: f64 = 0;
  for (let x = 0; x < r; x++) {
    const at = from + ((<usize>x) << 2);
    a += <f64>load<f32>(at);
    b += <f64>load<f32>(at + second);
  }
  for (let x = 0; x <= r; x++) {
    const at = from + ((<usize>(x + r)) << 2);
    a += <f64>load<f32>(at);
    b += <f64>load<f32>(at + second);
    const box: f64 = x + r + 1;
    store<f32>(to + ((<usize>x) << 2), <f32>(a / box));
    store<f32>(toSecond + ((<usize>x) << 2), <f32>(b / box));
  }
  const scale: f64 = 1.0 / <f64>(2 * r + 1);
  const leaves = (<usize>(2 * r + 1)) << 2;
  const end = from + second;
  let out = (<usize>(r + 1)) << 2;
  for (let at = from + ((<usize>(2 * r + 1)) << 2); at < end; at += 4, out += 4) {
    a += <f64>load<f32>(at) - <f64>load<f32>(at - leaves);
    b += <f64>load<f32>(at + second) - <f64>load<f32>(at + second - leaves);
    store<f32>(to + out, <f32>(a * scale));
    store<f32>(toSecond + out, <f32>(b * scale));
  }
  for (let x = width - r; x < width; x++) {
    const at = from + ((<usize>(x - r - 1)) << 2);
    a -= <f64>load<f32>(at);
    b -= <f64>load<f32>(at + second);
    const box: f64 = width - x + r;
    store<f32>(to + ((<usize>x) << 2), <f32>(a / box));
    store<f32>(toSecond + ((<usize>x) << 2), <f32>(b / box));
  }
}

/** Adds a row (`below`) to the columns' sums, takes one (`above`) away, and writes their means. 0 stands for no row. */
function meanColumns(sums: usize, below: usize, above: usize, to: usize, width: i32, scale: f64): void {
  let x = 0;
  const scales = f64x2.splat(scale);
  if (below && above) {
    for (; x + 4 <= width; x += 4) {
      const at = (<usize>x) << 2;
      const enter = v128.load(below + at);
      const leave = v128.load(above + at);
      const sum = sums + (at << 1);
      const low = f64x2.sub(
        f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(enter)),
        f64x2.promote_low_f32x4(leave),
      );
      const high = f64x2.sub(
        f64x2.add(v128.load(sum, 16), f64x2.promote_low_f32x4(v128.shuffle<i64>(enter, enter, 1, 1))),
        f64x2.promote_low_f32x4(v128.shuffle<i64>(leave, leave, 1, 1)),
      );
      v128.store(sum, low);
      v128.store(sum, high, 16);
      v128.store(
        to + at,
        v128.shuffle<i64>(
          f32x4.demote_f64x2_zero(f64x2.mul(low, scales)),
          f32x4.demote_f64x2_zero(f64x2.mul(high, scales)),
          0,
          2,
        ),
      );
    }
  }
  for (; x < width; x++) {
    const at = (<usize>x) << 2;
    let sum = load<f64>(sums + (at << 1));
    if (below) sum += <f64>load<f32>(below + at);
    if (above) sum -= <f64>load<f32>(above + at);
    store<f64>(sums + (at << 1), sum);
    store<f32>(to + at, <f32>(sum * scale));
  }
}

/**
 * Mean over the (2r+1) x (2r+1) box of every value, cut off at the plane's edges, written over the plane.
 *
 * The rows' means live in a ring of the rows that a box still needs, so the plane goes through the cache once.
 *
 * @param room for `width` doubles and `2r + 4` rows of floats
 */
export function boxMean(plane: usize, room: usize, width: i32, height: i32, r: i32): void {
  if (r === 0) return;
  const line = (<usize>width) << 2;
  const sums = room;
  const ring = room + (((line << 1) + 15) & ~15);
  const rows = 2 * r + 4;
  memory.fill(sums, 0, line << 1);
  let made = 0;
  for (let y = -r; y < height; y++) {
    const enters = y + r;
    while (made <= min(enters, height - 1)) {
      const from = plane + <usize>made * line;
      const to = ring + <usize>(made % rows) * line;
      if (made + 1 < height) {
        meanTwoRows(from, to, ring + <usize>((made + 1) % rows) * line, width, r);
        made += 2;
      } else {
        meanRow(from, to, width, r);
        made += 1;
      }
    }
    const below: usize = enters < height ? ring + <usize>(enters % rows) * line : 0;
    if (y < 0) {
      if (below) addRow(sums, below, width);
      continue;
    }
    const above: usize = y - r - 1 >= 0 ? ring + <usize>((y - r - 1) % rows) * line : 0;
    const box = min(height - 1, y + r) - max(0, y - r) + 1;
    meanColumns(sums, below, above, plane + <usize>y * line, width, 1.0 / <f64>box);
  }
}

function addRow(sums: usize, row: usize, width: i32): void {
  for (let x = 0; x < width; x++) {
    const at = sums + ((<usize>x) << 3);
    store<f64>(at, load<f64>(at) + <f64>load<f32>(row + ((<usize>x) << 2)));
  }
}
