'use client';
import { type CompletedTryon, type ConsentRecord, type Erasure, TryOn } from '@tryon/sdk';
import { createSession, PhotoProblem, type Product, preparePhoto } from '@tryon/widget';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';

export interface UseTryOnOptions {
  /** A publishable key, `pk_…`. */
  readonly publishableKey: string;
  /** Where the API is; the local one of `npm start` by default. */
  readonly apiBase?: string;
  /** What the shopper agreed to, in which language and when; stored with each try-on. */
  readonly consent?: ConsentRecord;
  readonly category?: 'auto' | 'tops' | 'bottoms' | 'one-pieces';
}

export interface UseTryOn {
  readonly status: 'idle' | 'working' | 'completed' | 'failed' | 'erased';
  /** While `working`: the stage and how far it is, 0..100. */
  readonly progress: { readonly stage: string; readonly percent: number } | undefined;
  /** Once `completed`. */
  readonly tryon: CompletedTryon | undefined;
  /** Once `failed`: a code of a try-on, of the API, or `photoTooSmall`, `photoUnreadable`, `offline`. */
  readonly error: string | undefined;
  /**
   * Shrinks and uploads the photo and makes the try-on; a photo that is given as an image's id is used as it is.
   * Never rejects: how it ended is in `status`.
   */
  readonly submit: (photo: Blob | string, garment: string | Product) => Promise<void>;
  readonly cancel: () => void;
  readonly reset: () => void;
  /** Erases photos and results on the server; resolves with the receipt, if anything was there. */
  readonly erase: () => Promise<Erasure | undefined>;
}

/**
 * The try-on without a user interface: ask for consent and a photo yourself, and draw what this tells.
 *
 * @example
 * const { status, progress, tryon, submit } = useTryOn({ publishableKey: 'pk_live_…' });
 */
export function useTryOn(options: UseTryOnOptions): UseTryOn {
  const { publishableKey, apiBase, category } = options;
  // By its content: an object written in the render must not begin a new session each time.
  const consent = options.consent && JSON.stringify(options.consent);
  const [photoFault, setPhotoFault] = useState<string>();
  const [isFresh, setFresh] = useState(true);
  const session = useMemo(
    () =>
      createSession({
        client: new TryOn({ apiKey: publishableKey, ...(apiBase !== undefined && { baseUrl: apiBase }) }),
        hasConsent: true,
        ...(consent !== undefined && { consent: JSON.parse(consent) as ConsentRecord }),
        ...(category !== undefined && { category }),
      }),
    [publishableKey, apiBase, consent, category],
  );
  const read = () => session.state;
  const state = useSyncExternalStore(session.subscribe, read, read);

  const submit = useCallback(
    async (photo: Blob | string, garment: string | Product) => {
      setFresh(false);
      setPhotoFault(undefined);
      const product: Product =
        typeof garment === 'string' ? { imageUrl: garment, source: 'attributes', score: 1 } : garment;
      if (typeof photo === 'string') {
        await session.submit({ kind: 'model', id: photo, url: '' }, product);
        return;
      }
      try {
        const blob = await preparePhoto(photo);
        await session.submit({ kind: 'file', blob }, product);
      } catch (error) {
        if (!(error instanceof PhotoProblem)) throw error;
        setPhotoFault(error.code);
      }
    },
    [session],
  );
  const reset = useCallback(() => {
    setPhotoFault(undefined);
    setFresh(true);
    session.restart();
  }, [session]);
  const cancel = useCallback(() => session.cancel(), [session]);
  const erase = useCallback(() => session.erase(), [session]);

  const error = photoFault ?? (state.step === 'problem' ? state.code : undefined);
  return {
    status: statusOf(state.step, error !== undefined, isFresh),
    progress: state.step === 'working' ? { stage: state.stage, percent: state.percent } : undefined,
    tryon: state.step === 'result' ? state.tryon : undefined,
    error,
    submit,
    cancel,
    reset,
    erase,
  };
}

function statusOf(step: string, isFaulty: boolean, isFresh: boolean): UseTryOn['status'] {
  if (isFaulty) return 'failed';
  if (isFresh) return 'idle';
  if (step === 'working') return 'working';
  if (step === 'result') return 'completed';
  return step === 'erased' ? 'erased' : 'idle';
}
