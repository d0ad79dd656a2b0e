/** Lower than every value. */
const nothing = -f32.MAX_VALUE;

/** Writes the maximum of `[i, i + span)` over each of `count` values that stand `stride` bytes apart, 4 or more lanes wide. */
function maxAhead(at: usize, count: i32, stride: usize, lanes: usize, span: i32): i32 {
  let reach = 1;
  while (reach * 2 <= span) {
    const far = <usize>reach * stride;
    const end = at + <usize>count * stride;
    for (let i = at; i < end; i += stride) {
      for (let k: usize = 0; k < lanes; k += 16) {
        v128.store(i + k, f32x4.pmax(v128.load(i + k), v128.load(i + k + far)));
      }
    }
    reach *= 2;
  }
  return reach;
}

function fill(from: usize, to: usize): void {
  const empty = f32x4.splat(nothing);
  for (let i = from; i < to; i += 16) v128.store(i, empty);
}

/**
 * Maximum over the (2r+1) square, or minimum with `sign` -1, written over the plane. The reach doubles from pass to pass,
 * within a row and within a strip of 16 columns, which both fit the fast cache.
 *
 * @param room for `max(width + 4r + 16, 16 * (height + 4r + 4))` floats
 */
export function dilate(plane: usize, room: usize, width: i32, height: i32, r: i32, sign: f32): void {
  const span = 2 * r + 1;
  const line = (<usize>width) << 2;
  const signs = f32x4.splat(sign);
  const pad = (<usize>r) << 2;
  // In rows four neighbours go at once, 16 bytes on.
  for (let y = 0; y < height; y++) {
    const row = plane + <usize>y * line;
    fill(room, room + line + 4 * pad + 64);
    let x = 0;
    for (; x + 4 <= width; x += 4) {
      const at = (<usize>x) << 2;
      v128.store(room + pad + at, f32x4.mul(v128.load(row + at), signs));
    }
    for (; x < width; x++) {
      const at = (<usize>x) << 2;
      store<f32>(room + pad + at, load<f32>(row + at) * sign);
    }
    const reach = maxInRow(room, width + 2 * r, span);
    const rest = (<usize>(span - reach)) << 2;
    x = 0;
    for (; x + 4 <= width; x += 4) {
      const at = (<usize>x) << 2;
      v128.store(row + at, f32x4.pmax(v128.load(room + at), v128.load(room + at + rest)));
    }
    for (; x < width; x++) {
      const at = (<usize>x) << 2;
      store<f32>(row + at, max(load<f32>(room + at), load<f32>(room + at + rest)));
    }
  }
  for (let left = 0; left < width; left += 16) dilateStrip(plane, room, width, height, r, sign, left);
}

function maxInRow(at: usize, count: i32, span: i32): i32 {
  let reach = 1;
  while (reach * 2 <= span) {
    const far = (<usize>reach) << 2;
    const end = at + ((<usize>count) << 2);
    for (let i = at; i < end; i += 16) v128.store(i, f32x4.pmax(v128.load(i), v128.load(i + far)));
    reach *= 2;
  }
  return reach;
}

function dilateStrip(plane: usize, room: usize, width: i32, height: i32, r: i32, sign: f32, left: i32): void {
  const span = 2 * r + 1;
  const line = (<usize>width) << 2;
  const columns = min(16, width - left);
  const first = plane + ((<usize>left) << 2);
  const pad = (<usize>r) << 6;
  const body = room + pad;
  fill(room, body);
  fill(body + ((<usize>height) << 6), body + ((<usize>height) << 6) + 3 * pad + 256);
  for (let y = 0; y < height; y++) {
    const from = first + <usize>y * line;
    const to = body + ((<usize>y) << 6);
    if (columns === 16) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
    } else {
      for (let x = 0; x < columns; x++) {
        store<f32>(to + ((<usize>x) << 2), load<f32>(from + ((<usize>x) << 2)));
      }
    }
  }
  const reach = maxAhead(room, height + 2 * r, 64, 64, span);
  const rest = (<usize>(span - reach)) << 6;
  const signs = f32x4.splat(sign);
  for (let y = 0; y < height; y++) {
    const at = room + ((<usize>y) << 6);
    const to = first + <usize>y * line;
    if (columns === 16) {
      for (let k: usize = 0; k < 64; k += 16) {
        const best = f32x4.pmax(v128.load(at + k), v128.load(at + k + rest));
        v128.store(to + k, f32x4.mul(best, signs));
      }
    } else {
      for (let x = 0; x < columns; x++) {
        const k = (<usize>x) << 2;
        store<f32>(to + k, max(load<f32>(at + k), load<f32>(at + k + rest)) * sign);
      }
    }
  }
}
