/** One Gaussian of a mixture over three colour coordinates. */
interface Gaussian {
  readonly mean: readonly [number, number, number];
  /** Inverse covariance: 11, 12, 13, 22, 23, 33. */
  readonly inverse: readonly [number, number, number, number, number, number];
  /** log(weight) - log(det)/2. */
  readonly logScale: number;
}

/** A full-covariance Gaussian mixture over Lab colours. */
export interface Mixture {
  /** Of each part: its mean, the negative halves of its inverse covariance (cross terms whole), and its `logScale`. */
  readonly table: Float64Array;
}

/** Lab variance added to every covariance: even plain cloth has that much noise and shading. */
const floorVariance = 6;

function gaussianOf(samples: Float32Array, share: Float32Array, count: number): Gaussian {
  let w = 1e-6;
  let m0 = 0;
  let m1 = 0;
  let m2 = 0;
  for (let i = 0; i < count; i++) {
    const s = share[i]!;
    w += s;
    m0 += s * samples[i * 3]!;
    m1 += s * samples[i * 3 + 1]!;
    m2 += s * samples[i * 3 + 2]!;
  }
  m0 /= w;
  m1 /= w;
  m2 /= w;
  let a = floorVariance;
  let b = 0;
  let c = 0;
  let d = floorVariance;
  let e = 0;
  let f = floorVariance;
  for (let i = 0; i < count; i++) {
    const s = share[i]! / w;
    const x = samples[i * 3]! - m0;
    const y = samples[i * 3 + 1]! - m1;
    const z = samples[i * 3 + 2]! - m2;
    a += s * x * x;
    b += s * x * y;
    c += s * x * z;
    d += s * y * y;
    e += s * y * z;
    f += s * z * z;
  }
  const c11 = d * f - e * e;
  const c12 = c * e - b * f;
  const c13 = b * e - c * d;
  const det = a * c11 + b * c12 + c * c13;
  return {
    mean: [m0, m1, m2],
    inverse: [
      c11 / det,
      c12 / det,
      c13 / det,
      (a * f - c * c) / det,
      (b * c - a * e) / det,
      (a * d - b * b) / det,
    ],
    logScale: Math.log(w / count) - 0.5 * Math.log(det),
  };
}

/** Numbers a part takes in a mixture's table. */
const stride = 10;
/** A part whose log density is that much lower than the best one's adds less than a float can show. */
const negligible = -18;

function tableOf(parts: readonly Gaussian[]): Float64Array {
  const table = new Float64Array(parts.length * stride);
  parts.forEach(({ mean, inverse, logScale }, k) => {
    const [q11, q12, q13, q22, q23, q33] = inverse;
    // Halved here, so that nothing is left to scale for each colour.
    table.set([...mean, -q11 / 2, -q12, -q13, -q22 / 2, -q23, -q33 / 2, logScale], k * stride);
  });
  return table;
}

/** Log density of the part that begins at `k` of the table. */
function logDensity(table: Float64Array, k: number, l: number, a: number, b: number): number {
  const x = l - table[k]!;
  const y = a - table[k + 1]!;
  const z = b - table[k + 2]!;
  return (
    table[k + 9]! +
    x * (table[k + 3]! * x + table[k + 4]! * y + table[k + 5]! * z) +
    y * (table[k + 6]! * y + table[k + 7]! * z) +
    table[k + 8]! * z * z
  );
}

/** Log likelihood of one Lab colour (up to a constant that all mixtures share). */
export function logLikelihood({ table }: Mixture, l: number, a: number, b: number): number {
  let best = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let k = 0; k < table.length; k += stride) {
    const v = logDensity(table, k, l, a, b);
    const more = v - best;
    if (more > 0) {
      sum = -more > negligible ? sum * Math.exp(-more) + 1 : 1;
      best = v;
    } else if (more > negligible) sum += Math.exp(more);
  }
  return sum === 1 ? best : best + Math.log(sum);
}

/**
 * Fits a mixture to Lab samples (three floats each) by expectation-maximisation from evenly spread seeds along
 * lightness; deterministic, six rounds. Undefined for fewer than 12 samples.
 */
export function fitMixture(samples: Float32Array, parts: number): Mixture | undefined {
  const count = samples.length / 3;
  if (count < 12) return undefined;
  const order = Array.from({ length: count }, (_, i) => i).sort(
    (i, j) => samples[i * 3]! + samples[i * 3 + 2]! - samples[j * 3]! - samples[j * 3 + 2]!,
  );
  const shares = Array.from({ length: parts }, () => new Float32Array(count));
  order.forEach((i, rank) => {
    shares[Math.min(parts - 1, Math.floor((rank / count) * parts))]![i] = 1;
  });
  let gaussians = shares.map((share) => gaussianOf(samples, share, count));
  const logs = new Float64Array(parts);
  for (let round = 0; round < 6; round++) {
    const table = tableOf(gaussians);
    for (let i = 0; i < count; i++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < parts; k++) {
        const v = logDensity(table, k * stride, samples[i * 3]!, samples[i * 3 + 1]!, samples[i * 3 + 2]!);
        logs[k] = v;
        if (v > best) best = v;
      }
      let sum = 0;
      for (let k = 0; k < parts; k++) {
        const less = logs[k]! - best;
        const v = less === 0 ? 1 : less > negligible ? Math.exp(less) : 0;
        logs[k] = v;
        sum += v;
      }
      for (let k = 0; k < parts; k++) shares[k]![i] = logs[k]! / sum;
    }
    gaussians = shares.map((share) => gaussianOf(samples, share, count));
  }
  return { table: tableOf(gaussians.filter((part) => Number.isFinite(part.logScale))) };
}
