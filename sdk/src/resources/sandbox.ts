import type { Context } from '../context.js';
import type { RequestOptions } from '../options.js';
import { type PagePromise, pagePromise } from '../page.js';
import { request } from '../request.js';
import type { SandboxGarment, SandboxModel } from '../types.js';

export interface Sandbox {
  /** Lists the stand-in models; their ids work as `model_image` with test keys. */
  listModels(options?: RequestOptions): PagePromise<SandboxModel>;
  /** Lists the sandbox garments; their ids work as `garment_image` with test keys. */
  listGarments(options?: RequestOptions): PagePromise<SandboxGarment>;
}

export function createSandbox(context: Context): Sandbox {
  return {
    listModels: (options) =>
      pagePromise((query) => request(context, 'get', '/v1/sandbox/models', { query }, options)),
    listGarments: (options) =>
      pagePromise((query) => request(context, 'get', '/v1/sandbox/garments', { query }, options)),
  };
}
