/** What a test key's try-on can be made to end as: the part of a magic image id after `img_test_`. */
export interface Outcome {
  readonly name: string;
  readonly help: string;
}

/** The outcomes of the contract, and the plain run first. */
export const OUTCOMES: readonly Outcome[] = [
  { name: '', help: 'The photo is used as it is.' },
  { name: 'no_person', help: 'Nobody is seen in the photo.' },
  { name: 'person_occluded', help: 'Arms or a bag hide what the garment covers.' },
  { name: 'legs_not_visible', help: 'Trousers for a photo that ends at the waist.' },
  { name: 'garment_not_found', help: 'The product picture shows no garment.' },
  { name: 'garment_occluded', help: 'Something lies over the garment.' },
  { name: 'unsupported_category', help: 'Shoes, glasses, a bag.' },
  { name: 'image_unreadable', help: 'The photo cannot be opened.' },
  { name: 'content_moderated', help: 'The moderation said no.' },
  { name: 'provider_error', help: 'The model failed; it may be tried again.' },
  { name: 'provider_timeout', help: 'The model took too long.' },
  { name: 'timeout', help: 'Everything took too long.' },
  { name: 'internal_error', help: 'A fault of the service’s own.' },
  { name: 'slow', help: 'Takes its time, then works: watch the progress.' },
];

/** A fault on the way to the service. Made up inside this page, since nobody can have the real one at will. */
export interface Fault {
  readonly name: string;
  readonly help: string;
  /** Which requests meet it: a method and the end of a path; without it, all do. */
  readonly at?: { readonly method: string; readonly path: string };
  /** What is answered; without it nothing is, as when the network is gone. */
  readonly problem?: {
    readonly status: number;
    readonly title: string;
    readonly detail: string;
    readonly retryable: boolean;
    readonly retryAfterSeconds?: number;
  };
  /** Each request waits this long before it is sent. */
  readonly delayMs?: number;
}

const CREATE_TRYON = { method: 'POST', path: '/v1/tryons' };
const CREATE_IMAGE = { method: 'POST', path: '/v1/images' };

export const FAULTS: readonly Fault[] = [
  { name: '', help: 'Nothing is in the way.' },
  { name: 'offline', help: 'No request leaves the page.' },
  { name: 'slow_network', help: 'Every request starts two seconds late.', delayMs: 2000 },
  {
    name: 'rate_limited',
    help: '429, with a Retry-After of three seconds.',
    at: CREATE_TRYON,
    problem: {
      status: 429,
      title: 'Too many requests',
      detail: 'Wait three seconds.',
      retryable: true,
      retryAfterSeconds: 3,
    },
  },
  {
    name: 'quota_exceeded',
    help: '429: the month’s try-ons are used up.',
    at: CREATE_TRYON,
    problem: {
      status: 429,
      title: 'The quota is used up',
      detail: 'This month’s try-ons are used up.',
      retryable: false,
    },
  },
  {
    name: 'image_too_large',
    help: '413, for the photo.',
    at: CREATE_IMAGE,
    problem: {
      status: 413,
      title: 'The picture is too large',
      detail: 'At most 12 MB.',
      retryable: false,
    },
  },
  {
    name: 'queue_full',
    help: '503: too many wait already.',
    at: CREATE_TRYON,
    problem: {
      status: 503,
      title: 'The queue is full',
      detail: 'Try again in a moment.',
      retryable: true,
      retryAfterSeconds: 2,
    },
  },
  {
    name: 'service_unavailable',
    help: '503, for everything.',
    problem: {
      status: 503,
      title: 'The service is not available',
      detail: 'Try again later.',
      retryable: true,
      retryAfterSeconds: 2,
    },
  },
];
