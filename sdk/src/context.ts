import type { Transport } from './transport.js';
import type { Visitor } from './visitor.js';

/** What every resource is made of. */
export interface Context {
  /** Without a slash at the end. */
  baseUrl: string;
  transport: Transport;
  visitor: Visitor;
}
