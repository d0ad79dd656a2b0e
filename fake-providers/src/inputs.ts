import { isRecord } from './exchange.js';

/** What both APIs are asked for. */
export interface TryOnInputs {
  readonly model_image: string;
  readonly garment_image: string;
  readonly category: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
  readonly mode: 'performance' | 'balanced' | 'quality';
  readonly garment_photo_type: 'auto' | 'flat-lay' | 'model';
  readonly moderation_level: 'conservative' | 'permissive' | 'none';
  readonly segmentation_free: boolean;
  readonly seed: number;
  readonly num_samples: number;
  readonly output_format: 'png' | 'jpeg';
  /** FASHN only. */
  readonly return_base64: boolean;
  /** fal only. */
  readonly sync_mode: boolean;
}

const DEFAULTS = {
  category: 'auto',
  mode: 'balanced',
  garment_photo_type: 'auto',
  moderation_level: 'permissive',
  segmentation_free: true,
  seed: 42,
  num_samples: 1,
  output_format: 'png',
  return_base64: false,
  sync_mode: false,
} as const;

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  category: ['auto', 'tops', 'bottoms', 'one-pieces'],
  mode: ['performance', 'balanced', 'quality'],
  garment_photo_type: ['auto', 'flat-lay', 'model'],
  moderation_level: ['conservative', 'permissive', 'none'],
  output_format: ['png', 'jpeg'],
};
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  seed: [0, 2 ** 32 - 1],
  num_samples: [1, 4],
};

/** An input that the API does not take. */
export interface InputProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * Reads the inputs as strictly as an API does that wants to be used rightly: an unknown name is a problem, too,
 * because a typo in an optional name would otherwise never be seen.
 */
export function readInputs(
  value: unknown,
  foreign: readonly string[],
): TryOnInputs | { readonly problems: readonly InputProblem[] } {
  if (!isRecord(value)) return { problems: [{ field: 'inputs', message: 'Input should be an object' }] };
  const problems: InputProblem[] = [];
  for (const field of ['model_image', 'garment_image']) {
    const picture = value[field];
    if (picture === undefined) problems.push({ field, message: 'Field required' });
    else if (typeof picture !== 'string' || !/^(https?:\/\/|data:image\/)/.test(picture))
      problems.push({ field, message: 'Input should be a URL or a data URI' });
  }
  for (const [field, given] of Object.entries(value)) {
    if (field === 'model_image' || field === 'garment_image') continue;
    const message = foreign.includes(field) ? 'Extra inputs are not permitted' : problemOf(field, given);
    if (message) problems.push({ field, message });
  }
  if (problems.length > 0) return { problems };
  return { ...DEFAULTS, ...value } as unknown as TryOnInputs;
}

function problemOf(field: string, given: unknown): string | undefined {
  const choices = CHOICES[field];
  if (choices)
    return choices.includes(given as string) ? undefined : `Input should be one of ${choices.join(', ')}`;
  const range = RANGES[field];
  if (range) {
    const [min, max] = range;
    const fits = Number.isInteger(given) && (given as number) >= min && (given as number) <= max;
    return fits ? undefined : `Input should be a whole number from ${min} to ${max}`;
  }
  if (Object.hasOwn(DEFAULTS, field))
    return typeof given === 'boolean' ? undefined : 'Input should be true or false';
  return 'Extra inputs are not permitted';
}
