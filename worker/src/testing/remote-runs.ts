import { setTimeout as sleep } from 'node:timers/promises';
import sharp, { type Sharp } from 'sharp';
import {
  ProviderFailure,
  type ProviderRequest,
  type ProviderResult,
  type RemoteProvider,
  type RemoteState,
  type StartedRun,
} from '../providers/provider.js';
import { TRACE_PARENT } from './job-bench.js';

/** Something like a person and something like a garment, as they lie in our storage. */
export async function drawnPictures(): Promise<{ person: Buffer; garment: Buffer }> {
  const [person, garment] = await Promise.all([
    drawn(200, 300, '#dcd2c8', '<ellipse cx="100" cy="50" rx="26" ry="34" fill="#b98663"/>')
      .jpeg()
      .toBuffer(),
    drawn(120, 120, '#ffffff', '<rect x="20" y="20" width="80" height="90" fill="#2255aa"/>')
      .webp()
      .toBuffer(),
  ]);
  return { person, garment };
}

function drawn(width: number, height: number, background: string, shape: string): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shape}</svg>`;
  return sharp({ create: { width, height, channels: 3, background } }).composite([
    { input: Buffer.from(svg) },
  ]);
}

let seeds = 1_000;

/** A request for a try-on with a seed of its own, by which the fake tells how often it was bought. */
export function requestFor(
  pictures: { person: Buffer; garment: Buffer },
  more: Partial<ProviderRequest> = {},
): ProviderRequest {
  const input = (bytes: Buffer) => ({
    bytes: async () => bytes,
    url: async () => Promise.reject(new Error('no link to this picture')),
  });
  return {
    tryonId: 'tryon_1',
    requestId: 'req_1',
    traceParent: TRACE_PARENT,
    person: input(pictures.person),
    garment: input(pictures.garment),
    category: 'tops',
    mode: 'performance',
    garmentPhotoType: 'flat-lay',
    moderationLevel: 'permissive',
    outputFormat: 'jpeg',
    numSamples: 1,
    seed: seeds++,
    ...more,
  };
}

export interface Followed {
  readonly states: readonly RemoteState[];
  /** Questions that came to nothing. */
  readonly errors: readonly unknown[];
  readonly result?: ProviderResult;
  readonly costMicros?: number | undefined;
  readonly failure?: ProviderFailure;
}

export interface FollowLimits {
  /** Questions that come to nothing. Default 5. */
  readonly maxErrors?: number;
  /** Default 9,000. */
  readonly forMs?: number;
}

/** Asks again and again, as the worker does, only faster. */
export async function follow(
  provider: RemoteProvider,
  run: StartedRun,
  request: ProviderRequest,
  { maxErrors = 5, forMs = 9_000 }: FollowLimits = {},
): Promise<Followed> {
  const states: RemoteState[] = [];
  const errors: unknown[] = [];
  const giveUpAt = Date.now() + forMs;
  while (Date.now() < giveUpAt && errors.length < maxErrors) {
    try {
      const state = await provider.resume(run, request, AbortSignal.timeout(forMs));
      states.push(state);
      if (state.status === 'completed')
        return { states, errors, result: state.result, costMicros: state.costMicros };
    } catch (error) {
      if (error instanceof ProviderFailure) return { states, errors, failure: error };
      errors.push(error);
    }
    await sleep(10);
  }
  return { states, errors };
}
