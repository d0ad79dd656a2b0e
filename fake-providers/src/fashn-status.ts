import type { Run } from './run.js';

export interface FashnEnvelope {
  readonly id: string;
  readonly status: string;
  readonly output: readonly string[] | null;
  readonly error: { readonly name: string; readonly message: string } | null;
}

/** A run as FASHN's status and its webhook tell it. */
export function fashnEnvelope(run: Run): FashnEnvelope {
  const { id, end } = run;
  if (end?.kind === 'completed') {
    const isInline = run.inputs.return_base64 && run.fault !== 'base64-ignored';
    const output = end.outputs.map(({ url, bytes, contentType }) =>
      isInline ? `data:${contentType};base64,${bytes.toString('base64')}` : url,
    );
    return { id, status: 'completed', output, error: null };
  }
  if (end?.kind === 'failed') return { id, status: 'failed', output: null, error: end.words.fashn };
  if (end?.kind === 'canceled') return { id, status: 'canceled', output: null, error: null };
  return { id, status: statusOf(run), output: null, error: null };
}

function statusOf(run: Run): string {
  if (run.phase === 'running') return 'processing';
  return run.asked <= 1 ? 'starting' : 'in_queue';
}
