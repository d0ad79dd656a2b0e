import type { Fault } from './outcomes.js';

/** What the next requests are made to meet. Empty names mean: as it comes. */
export interface Forced {
  readonly outcome: string;
  readonly fault: Fault | undefined;
}

/** A request's body with the photo replaced by a magic input; undefined if there is nothing to replace. */
export function withMagicPhoto(body: unknown, outcome: string): string | undefined {
  if (outcome === '' || typeof body !== 'string') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof parsed !== 'object' || parsed === null || !('model_image' in parsed)) return undefined;
  return JSON.stringify({ ...parsed, model_image: `img_test_${outcome}` });
}

/** Whether a fault stands in this request's way. */
export function isMet(fault: Fault | undefined, method: string, path: string): fault is Fault {
  if (fault === undefined) return false;
  return fault.at === undefined || (fault.at.method === method && path.endsWith(fault.at.path));
}

/** The answer that the service would give, in its own form (RFC 9457). */
export function madeUpAnswer(name: string, problem: NonNullable<Fault['problem']>, path: string): Response {
  const { status, title, detail, retryable, retryAfterSeconds } = problem;
  const body = {
    type: `/docs/errors#${name}`,
    title,
    status,
    detail,
    instance: path,
    code: name,
    request_id: 'req_made_up_in_this_page',
    retryable,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'x-request-id': body.request_id,
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  });
}
