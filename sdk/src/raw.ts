import createClient, { type Client } from 'openapi-fetch';
import type { TryOn } from './client.js';
import type { paths } from './schema.js';

/**
 * The typed openapi-fetch client over a `TryOn` client, for what its methods leave out. Same key, visitor, retries and
 * timeouts; an error answer is returned as `error`, not thrown.
 *
 * An entry of its own (`@tryon/sdk/raw`), so that pages that do not need it do not load openapi-fetch.
 *
 * @example
 * const { data, error } = await rawClient(client).GET('/health');
 */
export function rawClient(client: TryOn): Client<paths> {
  return createClient<paths>({ baseUrl: client.baseUrl, fetch: (request) => client.fetch(request) });
}
