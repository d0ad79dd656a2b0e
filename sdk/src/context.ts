import type { Client } from 'openapi-fetch';
import type { CreateOptions } from './options.js';
import type { paths } from './schema.js';
import type { Transport } from './transport.js';
import type { Visitor } from './visitor.js';

/** What every resource is made of. */
export interface Context {
  raw: Client<paths>;
  transport: Transport;
  visitor: Visitor;
}

/** A call's options as openapi-fetch takes them: ours ride in its `fetch`. */
export function callOptions(context: Context, options: CreateOptions = {}) {
  return { fetch: context.transport(options), headers: options.headers ?? {} };
}
