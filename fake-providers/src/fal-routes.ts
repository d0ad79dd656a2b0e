import { answerQuestion, answerSubmit, buyRun, isSpoiledQuestion, record } from './buy-run.js';
import { type Exchange, isRecord, Refusal, readJson, sendJson } from './exchange.js';
import { falResult } from './fal-result.js';
import { falStatus } from './fal-status.js';
import { streamStatus } from './fal-stream.js';
import type { FaultName } from './faults.js';
import { type InputProblem, readInputs } from './inputs.js';
import type { Run } from './run.js';
import { DISABLED_KEY, type FakeState } from './state.js';

const MODELS: readonly string[] = ['fal-ai/fashn/tryon/v1.6', 'fal-ai/fashn/tryon/v1.5'];
/** The model without its sub-path, which is how a request is addressed. */
const APP = 'fal-ai/fashn';
const KEEP_MS = 7 * 24 * 3_600_000;

const REFUSALS: Partial<Record<FaultName, () => Refusal>> = {
  unauthorized: () => new Refusal(401, { detail: 'No user found for Key ID and Secret' }),
  forbidden: () => new Refusal(403, { detail: 'This key may not call this application' }),
  'out-of-credits': () =>
    new Refusal(403, { detail: 'User is locked. Reason: Exhausted balance. Top up your balance.' }),
  'rate-limited': () => new Refusal(429, { detail: 'Too many requests' }, { 'retry-after': '2' }),
  'rate-limited-bare': () => new Refusal(429, { detail: 'Too many requests' }),
  'too-many-runs': () =>
    new Refusal(
      429,
      { detail: 'Too many concurrent requests', error_type: 'concurrent_requests_limit' },
      { 'x-fal-error-type': 'concurrent_requests_limit' },
    ),
  'bad-request': () => validation([{ field: 'model_image', message: 'Input should be a valid URL' }]),
  'unknown-model': () => new Refusal(404, { detail: 'Application not found' }),
  'refused-500': () => new Refusal(500, { detail: 'Internal error', error_type: 'internal_error' }),
  'refused-503': () => new Refusal(503, 'Service Unavailable', { 'retry-after': '5' }),
};

function validation(problems: readonly InputProblem[]): Refusal {
  const detail = problems.map(({ field, message }) => ({
    loc: ['body', field],
    msg: message,
    type: message === 'Field required' ? 'missing' : 'value_error',
  }));
  return new Refusal(422, { detail }, { 'x-fal-retryable': 'false' });
}

/** fal's queue, as far as a try-on needs it. */
export async function falRoutes(state: FakeState, exchange: Exchange): Promise<boolean> {
  const { method, url } = exchange;
  const path = url.pathname.slice(1);
  if (path !== APP && !path.startsWith(`${APP}/`)) return false;
  const question = /^fal-ai\/fashn\/requests\/([\w-]+)(\/[a-z/]+)?$/.exec(path);
  if (question) await about(state, exchange, question[1]!, question[2] ?? '');
  else if (method === 'POST') await submit(state, exchange, path);
  // Among them the long path of a request: it belongs to no request there.
  else throw new Refusal(404, { detail: 'Path not found' });
  return true;
}

function authorize(state: FakeState, { request }: Exchange): void {
  const { authorization } = request.headers;
  if (authorization === `Key ${DISABLED_KEY}`) throw REFUSALS.forbidden!();
  const { fal, falAdmin } = state.settings.keys;
  if (authorization !== `Key ${fal}` && authorization !== `Key ${falAdmin}`) throw REFUSALS.unauthorized!();
}

async function submit(state: FakeState, exchange: Exchange, model: string): Promise<void> {
  const { request, url } = exchange;
  const body = await readJson(request);
  let fault: FaultName | undefined;
  try {
    authorize(state, exchange);
    if (!MODELS.includes(model)) throw REFUSALS['unknown-model']!();
    const inputs = readInputs(body, ['return_base64']);
    if ('problems' in inputs) throw validation(inputs.problems);
    fault = state.faults.choose(inputs.seed, [inputs.model_image, inputs.garment_image]);
    const refused = fault && REFUSALS[fault];
    if (refused) throw refused();
    const webhookUrl = url.searchParams.get('fal_webhook') ?? undefined;
    const run = buyRun(state, request, {
      api: 'fal',
      model,
      inputs,
      fault,
      webhookUrl,
      keepMs: keepMs(exchange),
      beginWithinMs: beginWithinMs(exchange),
    });
    await answerSubmit(state, exchange, run, {
      ...falUrls(state, run),
      status: 'IN_QUEUE',
      queue_position: 3,
    });
  } catch (error) {
    if (error instanceof Refusal) record(state, request, { api: 'fal', ...(fault && { fault }) });
    throw error;
  }
}

export function falUrls(state: FakeState, run: Run) {
  const origin = run.fault === 'foreign-urls' ? 'https://elsewhere.example' : state.origin;
  const response_url = `${origin}/${APP}/requests/${run.id}`;
  return {
    request_id: run.id,
    response_url,
    status_url: `${response_url}/status`,
    cancel_url: `${response_url}/cancel`,
  };
}

function keepMs({ request }: Exchange): number {
  const preference = request.headers['x-fal-object-lifecycle-preference'];
  if (typeof preference !== 'string') return KEEP_MS;
  try {
    const wish: unknown = JSON.parse(preference);
    const seconds = isRecord(wish) ? wish['expiration_duration_seconds'] : undefined;
    return typeof seconds === 'number' ? seconds * 1_000 : KEEP_MS;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refusal(400, { detail: 'The lifecycle preference is no JSON' });
    throw error;
  }
}

function beginWithinMs({ request }: Exchange): number {
  const seconds = request.headers['x-fal-request-timeout'];
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  if (Number(seconds) > 0.1) return Number(seconds) * 1_000;
  throw new Refusal(400, { detail: 'The request timeout is invalid', error_type: 'bad_request' });
}

async function about(state: FakeState, exchange: Exchange, id: string, what: string): Promise<void> {
  authorize(state, exchange);
  const run = state.runs.get(id);
  if (run?.api !== 'fal' || run.fault === 'poll-forgotten')
    throw new Refusal(404, { detail: 'Request not found' });
  const call = `${exchange.method} ${what}`;
  if (call === 'PUT /cancel') return cancel(exchange, run);
  if (call === 'GET /status/stream') return streamStatus(state, exchange, run, falUrls(state, run));
  if (call === 'GET /status') {
    run.asked++;
    refuseQuestion(run);
    const withLogs = exchange.url.searchParams.get('logs') === '1';
    const { status, body } = falStatus(run, falUrls(state, run), withLogs);
    return answerQuestion(state, exchange, run, status, body);
  }
  if (call === 'GET ') return result(exchange, run);
  throw new Refusal(405, { detail: 'Method Not Allowed' });
}

function refuseQuestion(run: Run): void {
  if (run.fault === 'poll-unauthorized') throw REFUSALS.unauthorized!();
  if (!isSpoiledQuestion(run)) return;
  if (run.fault === 'poll-limited')
    throw new Refusal(429, { detail: 'Too many requests' }, { 'retry-after': '1' });
  if (run.fault === 'poll-500') throw REFUSALS['refused-500']!();
}

function cancel(exchange: Exchange, run: Run): void {
  const isLate = run.phase === 'ended' || run.fault === 'cancel-too-late';
  run.cancelAsked ||= !isLate;
  if (isLate) sendJson(exchange, 400, { status: 'ALREADY_COMPLETED' });
  else sendJson(exchange, 202, { status: 'CANCELLATION_REQUESTED' });
}

function result(exchange: Exchange, run: Run): void {
  const headers = { 'x-fal-request-id': run.id };
  run.resultAsked++;
  const isEarly = run.fault === 'result-early' && run.resultAsked === 1;
  if (!run.end || isEarly) throw new Refusal(400, { detail: 'Request is still in progress' }, headers);
  if (run.fault === 'result-500' && run.resultAsked === 1)
    throw new Refusal(500, { detail: 'Internal Server Error' }, headers);
  if (run.erased) throw new Refusal(404, { detail: 'Request not found' }, headers);
  if (run.end.kind === 'canceled') {
    const body = { detail: 'The request was cancelled', error_type: 'client_cancelled' };
    throw new Refusal(499, body, { ...headers, 'x-fal-error-type': 'client_cancelled' });
  }
  if (run.end.kind === 'failed') {
    const { status, body, headers: more } = run.end.words.fal;
    throw new Refusal(status, body, { ...headers, ...more });
  }
  sendJson(exchange, 200, falResult(run), headers);
}
