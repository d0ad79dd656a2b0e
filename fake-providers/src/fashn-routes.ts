import { answerQuestion, answerSubmit, buyRun, isSpoiledQuestion, record } from './buy-run.js';
import { type Exchange, Refusal, readJson, sendJson } from './exchange.js';
import { fashnEnvelope } from './fashn-status.js';
import type { FaultName } from './faults.js';
import { readInputs } from './inputs.js';
import type { Run } from './run.js';
import { DISABLED_KEY, type FakeState } from './state.js';

const MODELS: readonly unknown[] = ['tryon-v1.6', 'tryon-v1.5'];
const KEEP_MS = 72 * 3_600_000;

const refusal = (status: number, error: string, message: string, headers: Record<string, string> = {}) =>
  new Refusal(status, { error, message }, headers);

const REFUSALS: Partial<Record<FaultName, () => Refusal>> = {
  unauthorized: () => refusal(401, 'UnauthorizedAccess', 'Unauthorized: Invalid token'),
  forbidden: () => refusal(403, 'Forbidden', 'This key may not be used'),
  'out-of-credits': () => refusal(429, 'OutOfCredits', 'No credits are left'),
  'rate-limited': () => refusal(429, 'RateLimitExceeded', 'Too many requests', { 'retry-after': '2' }),
  'rate-limited-bare': () => refusal(429, 'RateLimitExceeded', 'Too many requests'),
  'too-many-runs': () => refusal(429, 'ConcurrencyLimitExceeded', 'Too many predictions at a time'),
  'bad-request': () => refusal(400, 'BadRequest', 'Invalid request'),
  'unknown-model': () => refusal(404, 'NotFound', 'No such model'),
  'refused-500': () => refusal(500, 'InternalServerError', 'Something went wrong'),
  'refused-503': () => new Refusal(503, 'Service Unavailable', { 'retry-after': '5' }),
};

/** FASHN's API, as far as a try-on needs it. */
export async function fashnRoutes(state: FakeState, exchange: Exchange): Promise<boolean> {
  const { method, url } = exchange;
  const path = url.pathname;
  if (method === 'POST' && path === '/v1/run') await submit(state, exchange);
  else if (method === 'GET' && path.startsWith('/v1/status/')) await status(state, exchange, path.slice(11));
  else if (method === 'GET' && path === '/v1/credits') credits(state, exchange);
  else return false;
  return true;
}

function authorize(state: FakeState, { request }: Exchange): void {
  const { authorization } = request.headers;
  if (authorization === `Bearer ${DISABLED_KEY}`) throw REFUSALS.forbidden!();
  if (authorization !== `Bearer ${state.settings.keys.fashn}`) throw REFUSALS.unauthorized!();
}

async function submit(state: FakeState, exchange: Exchange): Promise<void> {
  const { request, url } = exchange;
  const refuse = (why: Refusal, fault?: FaultName): never => {
    record(state, request, { api: 'fashn', ...(fault && { fault }) });
    throw why;
  };
  const body = await readJson(request);
  authorizeSubmit(state, exchange);
  if (!body) return refuse(refusal(400, 'BadRequest', 'The body is no JSON object'));
  if (!MODELS.includes(body['model_name']))
    return refuse(refusal(404, 'NotFound', `Model ${String(body['model_name'])} is unknown`));
  const inputs = readInputs(body['inputs'], ['sync_mode']);
  if ('problems' in inputs) {
    const message = inputs.problems.map((problem) => `${problem.field}: ${problem.message}`).join('; ');
    return refuse(refusal(400, 'BadRequest', message));
  }
  const fault = state.faults.choose(inputs.seed, [inputs.model_image, inputs.garment_image]);
  const refused = fault && REFUSALS[fault];
  if (refused) refuse(refused(), fault);
  if (state.credits < inputs.num_samples) refuse(REFUSALS['out-of-credits']!());
  if (openRuns(state) >= state.settings.fashnConcurrency) refuse(REFUSALS['too-many-runs']!());
  const run = buyRun(state, request, {
    api: 'fashn',
    model: String(body['model_name']),
    inputs,
    fault,
    webhookUrl: url.searchParams.get('webhook_url') ?? undefined,
    keepMs: KEEP_MS,
  });
  await answerSubmit(state, exchange, run, { id: run.id, error: null });
}

function authorizeSubmit(state: FakeState, exchange: Exchange): void {
  try {
    authorize(state, exchange);
  } catch (error) {
    record(state, exchange.request, { api: 'fashn' });
    throw error;
  }
}

function openRuns(state: FakeState): number {
  let open = 0;
  for (const run of state.runs.values()) if (run.api === 'fashn' && run.phase !== 'ended') open++;
  return open;
}

async function status(state: FakeState, exchange: Exchange, id: string): Promise<void> {
  authorize(state, exchange);
  const run = state.runs.get(id);
  if (run?.api !== 'fashn' || run.fault === 'poll-forgotten')
    throw refusal(404, 'NotFound', 'No such prediction');
  run.asked++;
  refuseQuestion(run);
  if (run.fault === 'sdk-canceled' || run.fault === 'sdk-timed-out') {
    const word = run.fault === 'sdk-canceled' ? 'canceled' : 'time_out';
    if (run.end) return sendJson(exchange, 200, { ...fashnEnvelope(run), status: word, output: null });
  }
  const used = run.end ? { 'x-fashn-credits-used': String(run.charged) } : {};
  await answerQuestion(state, exchange, run, 200, fashnEnvelope(run), used);
}

function refuseQuestion(run: Run): void {
  if (run.fault === 'poll-unauthorized') throw REFUSALS.unauthorized!();
  if (!isSpoiledQuestion(run)) return;
  if (run.fault === 'poll-limited')
    throw refusal(429, 'RateLimitExceeded', 'Too many requests', { 'retry-after': '1' });
  if (run.fault === 'poll-500') throw REFUSALS['refused-500']!();
}

function credits(state: FakeState, exchange: Exchange): void {
  authorize(state, exchange);
  const total = state.credits;
  sendJson(exchange, 200, { credits: { total, subscription: 0, on_demand: total } });
}
