import { ApiPromise, type WithResponse } from './api-promise.js';
import type { Context } from './context.js';
import { apiErrorFor, ConnectionError } from './errors.js';
import type { CreateOptions } from './options.js';
import { readJson } from './read-json.js';
import { retryAfterMs } from './retry.js';
import type { paths } from './schema.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type MethodOf<P extends keyof paths> = {
  [M in Method]: Operation<P, M> extends never ? never : M;
}[Method];

type Json<Content> = Content extends { content: { 'application/json': infer T } } ? T : undefined;
type ResultOf<O> = O extends { responses: infer R }
  ? { [Status in keyof R & (200 | 201 | 202 | 204)]: Json<R[Status]> }[keyof R & (200 | 201 | 202 | 204)]
  : never;
type BodyOf<O> = O extends { requestBody: infer B } ? Json<B> | FormData : undefined;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Q : undefined;

interface Parts<O> {
  /** Takes the place of the path's `{…}`. */
  id?: string;
  query?: QueryOf<O>;
  body?: BodyOf<O>;
}

/**
 * Sends one operation of the contract and resolves with its result.
 *
 * Method, path, query, body and result are held together by the contract's types: what it does not know does not
 * compile.
 */
export async function request<P extends keyof paths, M extends MethodOf<P>>(
  context: Context,
  method: M,
  path: P,
  { id, query, body }: Parts<Operation<P, M>>,
  options: CreateOptions = {},
): Promise<WithResponse<ResultOf<Operation<P, M>>>> {
  const headers = new Headers(options.headers);
  const form = body instanceof FormData;
  if (body && !form) headers.set('Content-Type', 'application/json');
  const init: RequestInit = { method: method.toUpperCase(), headers };
  if (body) init.body = form ? body : JSON.stringify(body);
  const response = await context.transport(urlOf(context, path, id, query), init, options);
  const data = await readJson(response);
  if (!response.ok) throw apiErrorFor(response, data, retryAfterMs(response.headers));
  if (data === undefined && response.status !== 204) {
    throw new ConnectionError(
      'unexpected_response',
      `${response.status} without JSON. Is baseUrl the API's?`,
    );
  }
  const requestId = response.headers.get('X-Request-Id') ?? undefined;
  return { data: data as ResultOf<Operation<P, M>>, response, requestId };
}

/** The same, as what a method answers. */
export function call<P extends keyof paths, M extends MethodOf<P>>(
  ...args: Parameters<typeof request<P, M>>
): ApiPromise<ResultOf<Operation<P, M>>> {
  return new ApiPromise(request(...args));
}

export function urlOf(context: Context, path: keyof paths, id = '', query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const suffix = search.size > 0 ? `?${search}` : '';
  return context.baseUrl + path.replace(/\{\w+\}/, encodeURIComponent(id)) + suffix;
}
