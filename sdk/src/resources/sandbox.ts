import { type Context, callOptions } from '../context.js';
import type { RequestOptions } from '../options.js';
import { type PagePromise, pagePromise } from '../page.js';
import type { SandboxGarment, SandboxModel } from '../types.js';

export interface Sandbox {
  /** Lists the stand-in models; their ids work as `model_image` with test keys. */
  listModels(options?: RequestOptions): PagePromise<SandboxModel>;
  /** Lists the sandbox garments; their ids work as `garment_image` with test keys. */
  listGarments(options?: RequestOptions): PagePromise<SandboxGarment>;
}

export function createSandbox(context: Context): Sandbox {
  const { raw } = context;
  return {
    listModels: (options) => pagePromise(() => raw.GET('/v1/sandbox/models', callOptions(context, options))),
    listGarments: (options) =>
      pagePromise(() => raw.GET('/v1/sandbox/garments', callOptions(context, options))),
  };
}
