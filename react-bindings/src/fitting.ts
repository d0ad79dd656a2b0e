import { type CompletedTryon, type ConsentRecord, type Erasure, isTryOnError, TryOn } from '@tryon/sdk';
import {
  createSession,
  PhotoProblem,
  type Product,
  preparePhoto,
  type Session,
  type WorkingStage,
} from '@tryon/widget';

export interface FittingOptions {
  /** A publishable key, `pk_…`. */
  readonly publishableKey: string;
  /** Where the service is; the local one of `npm start` by default. */
  readonly apiBase?: string | undefined;
  /** What the garment is; `auto`, the default, lets the service see for itself. */
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces' | undefined;
  /** Speed against quality; `balanced` by default. */
  readonly mode?: 'performance' | 'balanced' | 'quality' | undefined;
}

export interface FittingProgress {
  readonly stage: WorkingStage;
  /** 0..100; never less than before. */
  readonly percent: number;
  /** How many are before this one, while `queued`. */
  readonly queuePosition?: number;
  /** The connection broke off; it goes on by itself once that is back. */
  readonly isOffline?: boolean;
}

/** Where a shopper stands. The same object until something changes. */
export interface FittingState {
  readonly status: 'idle' | 'working' | 'completed' | 'failed' | 'erased';
  /** While `working`: the stage and how far it is, 0..100. */
  readonly progress: FittingProgress | undefined;
  /** Once `completed`: the try-on with its pictures. */
  readonly result: CompletedTryon | undefined;
  /** Once `failed`: a code of a try-on, of the API, or `photoTooSmall`, `photoUnreadable`, `offline`. */
  readonly error: string | undefined;
}

/** A try-on without a user interface, and without React. */
export interface Fitting {
  read(): FittingState;
  subscribe(listener: () => void): () => void;
  /** What later submits are made with. */
  agree(consent: ConsentRecord | undefined): void;
  submit(photo: Blob | string, garment: string | Product): Promise<void>;
  cancel(): void;
  reset(): void;
  erase(): Promise<Erasure | undefined>;
}

export const IDLE: FittingState = {
  status: 'idle',
  progress: undefined,
  result: undefined,
  error: undefined,
};

const working = (progress: FittingProgress): FittingState => ({ ...IDLE, status: 'working', progress });
const failed = (error: string): FittingState => ({ ...IDLE, status: 'failed', error });

export function createFitting(options: FittingOptions): Fitting {
  const listeners = new Set<() => void>();
  let state = IDLE;
  let session: Session | undefined;
  let consent: ConsentRecord | undefined;
  /** Counts what the shopper did: a photo that took long to prepare must not overtake a later one. */
  let turn = 0;

  const go = (next: FittingState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  // Not before the first photo: a server that renders the page needs no client, and a wrong key no crash.
  const open = (): Session => {
    if (session) return session;
    const { publishableKey, apiBase, category, mode } = options;
    const opened = createSession({
      client: new TryOn({ apiKey: publishableKey, ...(apiBase !== undefined && { baseUrl: apiBase }) }),
      hasConsent: true,
      ...(category !== undefined && { category }),
      ...(mode !== undefined && { mode }),
    });
    opened.subscribe(() => go(stateOf(opened)));
    session = opened;
    return opened;
  };

  const stop = () => {
    turn += 1;
    if (session) session.restart();
    else go(IDLE);
  };

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    agree(given) {
      consent = given;
    },
    async submit(photo, garment) {
      turn += 1;
      const mine = turn;
      const product = typeof garment === 'string' ? productAt(garment) : garment;
      try {
        const { agree, submit } = open();
        agree(consent);
        if (typeof photo === 'string') return await submit({ kind: 'upload', id: photo }, product);
        go(working({ stage: 'uploading', percent: 0 }));
        const blob = await preparePhoto(photo);
        if (mine === turn) await submit({ kind: 'file', blob }, product);
      } catch (error) {
        if (!(error instanceof PhotoProblem) && !isTryOnError(error)) throw error;
        if (mine === turn) go(failed(error.code));
      }
    },
    cancel: stop,
    reset: stop,
    async erase() {
      turn += 1;
      return session?.erase();
    },
  };
}

function productAt(imageUrl: string): Product {
  return { imageUrl, source: 'attributes', score: 1 };
}

function stateOf({ state }: Session): FittingState {
  switch (state.step) {
    case 'working': {
      const { step: _, ...progress } = state;
      return working(progress);
    }
    case 'result':
      return { ...IDLE, status: 'completed', result: state.tryon };
    case 'problem':
      return failed(state.code);
    case 'erased':
      return { ...IDLE, status: 'erased' };
    default:
      return IDLE;
  }
}
