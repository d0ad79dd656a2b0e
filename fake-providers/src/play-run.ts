import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { FaultName } from './faults.js';
import { type LoadedPicture, loadPicture } from './load-picture.js';
import { makePicture } from './pictures.js';
import { addLog, type Output, type Run, type RunEnd } from './run.js';
import { FAILURES, loadFailure } from './run-failures.js';
import type { FakeState } from './state.js';
import { sendEarlyWebhook, sendWebhook } from './webhooks.js';

/** Takes a run from its place in the queue to its end, in the time that such a run takes. */
export async function playRun(state: FakeState, run: Run): Promise<void> {
  if (run.fault === 'stuck-in-queue') return end(state, run, await untilGivenUp(state, run));
  await sleep(run.beginsAt - Date.now(), undefined, { signal: state.signal, ref: false });
  if (run.cancelAsked && run.fault !== 'cancel-ignored') return end(state, run, { kind: 'canceled' });
  run.phase = 'running';
  addLog(run, 'Preprocessing images...');
  await sendEarlyWebhook(state, run);
  if (run.fault === 'never-ends') {
    while (!run.cancelAsked) await sleep(LOOK_MS, undefined, { signal: state.signal, ref: false });
    return end(state, run, { kind: 'canceled' });
  }
  const outcome = await makeOutcome(state, run);
  await sleep(Math.max(0, run.endsAt - Date.now()), undefined, { signal: state.signal, ref: false });
  if (run.cancelAsked && run.fault !== 'cancel-ignored') return end(state, run, { kind: 'canceled' });
  if (outcome.kind === 'completed') addLog(run, 'Finished running try-on model.');
  return end(state, run, outcome);
}

const LOOK_MS = 20;

/** No runner takes it: it ends when it is canceled, or when its time to begin is over. */
async function untilGivenUp(state: FakeState, run: Run): Promise<RunEnd> {
  while (!run.cancelAsked) {
    if (Date.now() >= run.beginBy) return { kind: 'failed', words: FAILURES['user-timeout']! };
    await sleep(LOOK_MS, undefined, { signal: state.signal, ref: false });
  }
  return { kind: 'canceled' };
}

async function end(state: FakeState, run: Run, outcome: RunEnd): Promise<void> {
  run.end = outcome;
  run.phase = 'ended';
  // Both charge for pictures and for nothing else.
  run.charged = outcome.kind === 'completed' ? outcome.outputs.length : 0;
  if (run.api === 'fashn') state.credits -= run.charged;
  await sendWebhook(state, run);
}

async function makeOutcome(state: FakeState, run: Run): Promise<RunEnd> {
  const words = run.fault === undefined ? undefined : FAILURES[run.fault];
  if (words) return { kind: 'failed', words };
  const pictures: Partial<Record<'model_image' | 'garment_image', LoadedPicture>> = {};
  for (const field of ['model_image', 'garment_image'] as const) {
    try {
      pictures[field] = await loadPicture(run.inputs[field], state.signal);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'no picture';
      return { kind: 'failed', words: loadFailure(field, why) };
    }
  }
  addLog(run, 'Running try-on model...');
  const count = run.inputs.num_samples + (run.fault === 'result-extra' ? 1 : 0);
  const outputs: Output[] = [];
  for (let sample = 0; sample < count && run.fault !== 'result-none'; sample++) {
    outputs.push(await makeOutput(state, run, pictures.model_image!, pictures.garment_image!, sample));
  }
  return { kind: 'completed', outputs };
}

async function makeOutput(
  state: FakeState,
  run: Run,
  person: LoadedPicture,
  garment: LoadedPicture,
  sample: number,
): Promise<Output> {
  const { category, seed, output_format: format } = run.inputs;
  const [width, height] = run.model.endsWith('v1.5') ? [576, 864] : [864, 1296];
  const order = { person: person.bytes, garment: garment.bytes, category, seed, sample, format };
  const bytes =
    (await oddPicture(run.fault, person, garment)) ?? (await makePicture({ ...order, width, height }));
  const contentType = `image/${format}`;
  const path = `/files/${run.id}/output_${sample}.${format}`;
  const expiresAt = Date.now() + run.keepMs;
  const isInline = run.inputs.return_base64 || run.inputs.sync_mode;
  if (!isInline || run.fault === 'base64-ignored') {
    state.cdn.put(path, { bytes, contentType, expiresAt, fault: run.fault });
  }
  const facts = run.fault === 'result-garbage' ? { width, height } : await sharp(bytes).metadata();
  const url = run.fault === 'result-elsewhere' ? `http://169.254.169.254${path}` : state.origin + path;
  return { url, bytes, contentType, width: facts.width, height: facts.height };
}

/** What a result guard has to see. */
async function oddPicture(
  fault: FaultName | undefined,
  person: LoadedPicture,
  garment: LoadedPicture,
): Promise<Buffer | undefined> {
  if (fault === 'result-garbage') return Buffer.from('no picture at all, whatever its name says');
  // Written anew, so that comparing bytes is not enough.
  if (fault === 'echo-person') return sharp(person.bytes).jpeg({ quality: 85 }).toBuffer();
  if (fault === 'echo-garment') return sharp(garment.bytes).jpeg({ quality: 85 }).toBuffer();
  if (fault === 'blank') return plain(864, 1296);
  if (fault === 'wrong-aspect')
    return sharp(person.bytes).resize(1296, 864, { fit: 'fill' }).png().toBuffer();
  return undefined;
}

function plain(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#808080' } })
    .png()
    .toBuffer();
}
