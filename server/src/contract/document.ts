import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export type Json = { readonly [key: string]: unknown };

/** The contract as it was read, with the look-ups that the binder needs. */
export interface ContractDocument {
  readonly root: Json;
  /** Follows a `$ref` of an object to what it names; anything else comes back as it is. */
  resolve(node: unknown): Json;
}

export interface OperationNode {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As in the document: `/v1/tryons/{tryon_id}`. */
  readonly path: string;
  /** JSON pointer to the operation. */
  readonly pointer: string;
  readonly node: Json;
  readonly parameters: readonly Json[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export async function readContract(file: string): Promise<ContractDocument> {
  return contractDocument(parse(await readFile(file, 'utf8')) as Json);
}

export function contractDocument(root: Json): ContractDocument {
  const resolve = (node: unknown): Json => {
    const ref = (node as Json | undefined)?.['$ref'];
    if (typeof ref !== 'string') return (node ?? {}) as Json;
    let at: unknown = root;
    for (const part of ref.slice(2).split('/')) {
      at = (at as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    if (at === undefined) throw new Error(`The contract names ${ref}, which is not there`);
    return resolve(at);
  };
  return { root, resolve };
}

/** Every operation of the contract. */
export function operationsOf(document: ContractDocument): OperationNode[] {
  const found: OperationNode[] = [];
  for (const [path, item] of Object.entries(document.root['paths'] as Record<string, Json>)) {
    for (const method of METHODS) {
      const node = item[method] as Json | undefined;
      if (!node) continue;
      const id = node['operationId'];
      if (typeof id !== 'string') throw new Error(`${method} ${path} has no operationId`);
      const shared = (item['parameters'] ?? []) as unknown[];
      const own = (node['parameters'] ?? []) as unknown[];
      found.push({
        id,
        method,
        path,
        pointer: `/paths/${path.replaceAll('/', '~1')}/${method}`,
        node,
        parameters: [...shared, ...own].map(document.resolve),
      });
    }
  }
  return found;
}
