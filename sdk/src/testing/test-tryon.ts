import type { Tryon } from '../types.js';

/** A try-on as the API answers it, `processing` unless told. */
export function tryonLike(overrides: Partial<Tryon> = {}): Tryon {
  return {
    id: 'tryon_1',
    status: 'processing',
    livemode: false,
    category: 'tops',
    mode: 'balanced',
    garment_photo_type: 'auto',
    seed: 42,
    num_samples: 1,
    output_format: 'webp',
    moderation_level: 'conservative',
    model_image: 'img_1',
    garment_image: 'img_2',
    progress: { stage: 'generating', percent: 50 },
    output: [],
    warnings: [],
    error: null,
    rating: null,
    consent: null,
    based_on: null,
    metadata: {},
    request_id: 'req_1',
    created_at: '2026-11-21T09:30:00.000Z',
    updated_at: '2026-11-21T09:30:01.000Z',
    started_at: null,
    ended_at: null,
    expires_at: '2026-12-21T09:30:00.000Z',
    ...overrides,
  };
}

export const completed = tryonLike({ status: 'completed', progress: { stage: 'ended', percent: 100 } });

export const failed = tryonLike({
  status: 'failed',
  progress: { stage: 'ended', percent: 100 },
  error: { code: 'no_person', message: 'No person could be seen.', retryable: false },
});

/** The try-on as one event of the stream. */
export function eventOf(id: number, tryon: Tryon): string {
  return `id: ${id}\nevent: tryon\ndata: ${JSON.stringify(tryon)}\n\n`;
}
