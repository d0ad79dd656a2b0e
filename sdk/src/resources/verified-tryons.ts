import type { ApiPromise } from '../api-promise.js';
import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { call } from '../request.js';
import type { PictureVerification, VerifyTryonParams } from '../types.js';
import type { Tryons } from './tryons.js';

/** Try-ons as servers have them: pages, where every byte counts, have no use for `verify`. */
export interface VerifiedTryons extends Tryons {
  /** Whether a picture is one of ours, by the hex SHA-256 of its file; a secret key is also told which of its try-ons. */
  verify(params: VerifyTryonParams, options?: RequestOptions): ApiPromise<PictureVerification>;
}

export function addVerify(context: Context, tryons: Tryons): VerifiedTryons {
  return {
    ...tryons,
    verify: (query, options) => call(context, 'get', '/v1/tryons/verify', { query }, options),
  };
}
