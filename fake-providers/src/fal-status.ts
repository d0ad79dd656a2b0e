import { queuePosition, type Run } from './run.js';

/** A run as fal's status tells it. The logs come only when they are asked for. */
export function falStatus(
  run: Run,
  urls: object,
  withLogs: boolean,
): { readonly status: number; readonly body: object } {
  if (run.phase === 'queued') {
    const queue_position = queuePosition(run, Date.now());
    return { status: 202, body: { status: 'IN_QUEUE', ...urls, queue_position } };
  }
  const logs = withLogs ? run.logs : null;
  if (!run.end) return { status: 202, body: { status: 'IN_PROGRESS', ...urls, logs } };
  const metrics = { inference_time: Math.max(0, run.endsAt - run.beginsAt) / 1_000 };
  return { status: 200, body: { status: 'COMPLETED', ...urls, logs, metrics, ...failure(run) } };
}

/** COMPLETED only says that there is nothing more to wait for. */
function failure({ end }: Run): object {
  if (end?.kind === 'canceled') return { error: 'The request was cancelled', error_type: 'client_cancelled' };
  if (end?.kind !== 'failed' || end.words.fal.error === undefined) return {};
  return { error: end.words.fal.error, error_type: end.words.fal.errorType };
}
