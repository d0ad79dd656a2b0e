'use client';
import type { ConsentRecord, Erasure } from '@tryon/sdk';
import type { Product } from '@tryon/widget';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { createFitting, type FittingOptions, type FittingState, IDLE } from './fitting.js';

export interface UseTryOnOptions extends FittingOptions {
  /** What the shopper agreed to, in which language and when; stored with each try-on. */
  readonly consent?: ConsentRecord | undefined;
}

export interface UseTryOn extends FittingState {
  /**
   * Shrinks and uploads the photo and makes the try-on. A photo that is given as an image's id (`img_…`) is used as it
   * is; a garment is the address of its picture, or a whole product. Another call takes the place of one that still
   * runs. How it ended is in `status`.
   */
  readonly submit: (photo: Blob | string, garment: string | Product) => Promise<void>;
  /** Stops what runs. */
  readonly cancel: () => void;
  /** Back to `idle`; the result stays on the server until it expires. */
  readonly reset: () => void;
  /**
   * Erases photos and results on the server; resolves with the receipt, if anything was there.
   *
   * @throws what the SDK throws; another call goes on where this one broke off
   */
  readonly erase: () => Promise<Erasure | undefined>;
}

const readIdle = () => IDLE;

/**
 * The try-on without a user interface: ask for consent and a photo yourself, and draw what this tells. What runs goes
 * on when the component is unmounted: call `cancel` where that is not wanted.
 *
 * @example
 * const { status, progress, result, submit } = useTryOn({ publishableKey: 'pk_live_…' });
 */
export function useTryOn(options: UseTryOnOptions): UseTryOn {
  const { publishableKey, apiBase, consent, category, mode } = options;
  const fitting = useMemo(
    () => createFitting({ publishableKey, apiBase, category, mode }),
    [publishableKey, apiBase, category, mode],
  );
  // Not what a fitting begins with: agreeing to something must not throw away what runs.
  useEffect(() => fitting.agree(consent), [fitting, consent]);
  const state = useSyncExternalStore(fitting.subscribe, fitting.read, readIdle);
  return useMemo(
    () => ({
      ...state,
      submit: fitting.submit,
      cancel: fitting.cancel,
      reset: fitting.reset,
      erase: fitting.erase,
    }),
    [state, fitting],
  );
}
