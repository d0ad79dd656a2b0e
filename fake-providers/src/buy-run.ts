import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Exchange, type Spoiling, sendJson, sendSpoiled } from './exchange.js';
import type { Api, FaultName } from './faults.js';
import type { TryOnInputs } from './inputs.js';
import { playRun } from './play-run.js';
import type { Run } from './run.js';
import type { FakeState } from './state.js';

/** From the submit to a runner, and from there to the picture, in milliseconds of their own time. */
const QUEUE_MS = 1_500;
const WORK_MS = { performance: 5_000, balanced: 8_000, quality: 14_000 } as const;

export interface Purchase {
  readonly api: Api;
  readonly model: string;
  readonly inputs: TryOnInputs;
  readonly fault: FaultName | undefined;
  readonly webhookUrl: string | undefined;
  readonly keepMs: number;
  /** fal's `x-fal-request-timeout`, in milliseconds of their own time; never if left out. */
  readonly beginWithinMs?: number;
}

/** A submit was taken: from here on it costs money, whatever becomes of the answer. */
export function buyRun(state: FakeState, request: IncomingMessage, purchase: Purchase): Run {
  const { timeScale } = state.settings;
  const createdAt = Date.now();
  const beginsAt = createdAt + QUEUE_MS * timeScale;
  const run: Run = {
    ...purchase,
    id: purchase.api === 'fal' ? randomUUID() : `${randomUUID()}-e1`,
    createdAt,
    beginsAt,
    beginBy: createdAt + (purchase.beginWithinMs ?? Number.POSITIVE_INFINITY) * timeScale,
    endsAt: beginsAt + WORK_MS[purchase.inputs.mode] * timeScale,
    logs: [],
    phase: 'queued',
    end: undefined,
    cancelAsked: false,
    asked: 0,
    resultAsked: 0,
    charged: 0,
    erased: false,
  };
  state.runs.set(run.id, run);
  record(state, request, { ...purchase, requestId: run.id });
  playRun(state, run).catch((error: unknown) => {
    // A closed fake breaks its runs off; anything else is a fault of ours that a test has to see.
    if (!state.signal.aborted) process.emitWarning(error as Error);
  });
  return run;
}

export function record(
  state: FakeState,
  request: IncomingMessage,
  submit: Partial<Purchase> & { readonly api: Api; readonly requestId?: string },
): void {
  const { api, requestId, inputs, fault, webhookUrl } = submit;
  const { authorization: _, ...headers } = request.headers;
  state.submits.push({
    api,
    at: Date.now(),
    requestId,
    seed: inputs?.seed,
    fault,
    webhookUrl,
    inputs,
    headers,
  });
}

const SPOILED_SUBMITS: Partial<Record<FaultName, Spoiling>> = {
  'submit-hangs': 'hang',
  'submit-cut': 'cut',
  'submit-cut-json': 'cut-json',
  'submit-html-502': 'html-502',
  'submit-html-503': 'html-503',
  'submit-500': 'empty-500',
  'submit-slow': 'slow',
  'submit-endless': 'endless',
};

const SPOILED_QUESTIONS: Partial<Record<FaultName, Spoiling>> = {
  'poll-hangs': 'hang',
  'poll-cut-json': 'cut-json',
  'poll-html-502': 'html-502',
  'poll-slow': 'slow',
};
/** So many questions go wrong before one is answered. */
const SPOILED_QUESTIONS_EACH = 2;

export async function answerSubmit(
  state: FakeState,
  exchange: Exchange,
  run: Run,
  body: unknown,
): Promise<void> {
  const how = run.fault && SPOILED_SUBMITS[run.fault];
  if (!how) return sendJson(exchange, 200, body);
  await sendSpoiled(exchange, how, 200, body, state.signal);
}

/** Whether this question about a run is one of those that go wrong. */
export function isSpoiledQuestion(run: Run): boolean {
  return run.asked <= SPOILED_QUESTIONS_EACH;
}

export async function answerQuestion(
  state: FakeState,
  exchange: Exchange,
  run: Run,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const how = run.fault && isSpoiledQuestion(run) ? SPOILED_QUESTIONS[run.fault] : undefined;
  if (!how) return sendJson(exchange, status, body, headers);
  await sendSpoiled(exchange, how, status, body, state.signal);
}
