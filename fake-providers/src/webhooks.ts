import { setTimeout as sleep } from 'node:timers/promises';
import { falPayload } from './fal-result.js';
import { fashnEnvelope } from './fashn-status.js';
import type { Run } from './run.js';
import type { FakeState } from './state.js';

const LATE_MS = 10_000;
const TIMEOUT_MS = 15_000;
const ATTEMPTS = 5;

/** Tells the run's webhook that the run has ended: as both do it, again and again until somebody answers 2xx. */
export async function sendWebhook(state: FakeState, run: Run): Promise<void> {
  const { webhookUrl, fault } = run;
  if (webhookUrl === undefined || fault === 'webhook-none') return;
  // Neither tells of a run that was canceled while it waited.
  if (run.end?.kind === 'canceled') return;
  if (fault === 'webhook-late') await pause(state, LATE_MS * state.settings.timeScale);
  if (fault === 'webhook-rotated') state.signingKeys.rotate();
  const times = fault === 'webhook-doubled' ? 3 : 1;
  for (let i = 0; i < times; i++) await deliver(state, run, webhookUrl);
}

/** A webhook that is not due yet. */
export async function sendEarlyWebhook(state: FakeState, run: Run): Promise<void> {
  if (run.fault === 'webhook-early' && run.webhookUrl !== undefined) {
    await deliver(state, run, run.webhookUrl);
  }
}

async function deliver(state: FakeState, run: Run, url: string): Promise<void> {
  const body = JSON.stringify(run.api === 'fal' ? falPayload(run) : fashnEnvelope(run));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(state, 1_000 * 2 ** attempt * state.settings.timeScale);
    if (await isTaken(state, url, body, headersOf(state, run, body))) return;
  }
}

function headersOf(state: FakeState, run: Run, body: string): Record<string, string> {
  const json = { 'content-type': 'application/json' };
  if (run.api === 'fashn' || run.fault === 'webhook-unsigned') return json;
  const at = run.fault === 'webhook-old' ? Date.now() - 600_000 : Date.now();
  const signed = { ...json, ...state.signingKeys.sign(body, run.id, at) };
  return run.fault === 'webhook-badly-signed'
    ? { ...signed, ...state.signingKeys.sign(`${body} `, run.id, at) }
    : signed;
}

async function isTaken(
  state: FakeState,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<boolean> {
  try {
    const signal = AbortSignal.any([state.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
    await response.body?.cancel();
    return response.ok;
  } catch (error) {
    if (state.signal.aborted) throw error;
    return false; // nobody there: that is what the next attempt is for
  }
}

function pause(state: FakeState, ms: number): Promise<void> {
  return sleep(ms, undefined, { signal: state.signal, ref: false });
}
