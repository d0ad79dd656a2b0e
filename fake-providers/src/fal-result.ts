import type { Run } from './run.js';

/** What fal's result holds, once the run is done. */
export function falResult(run: Run): { readonly images: readonly object[] } {
  const outputs = run.end?.kind === 'completed' ? run.end.outputs : [];
  return {
    images: outputs.map(({ url, bytes, contentType, width, height }, index) => ({
      url: run.inputs.sync_mode ? `data:${contentType};base64,${bytes.toString('base64')}` : url,
      content_type: contentType,
      file_name: `output_${index}.${contentType === 'image/png' ? 'png' : 'jpeg'}`,
      file_size: bytes.byteLength,
      width,
      height,
    })),
  };
}

/** The body of fal's webhook. */
export function falPayload(run: Run): object {
  const ids = { request_id: run.id, gateway_request_id: run.id };
  if (run.end?.kind !== 'failed') return { ...ids, status: 'OK', payload: falResult(run) };
  const { status, body, error } = run.end.words.fal;
  return { ...ids, status: 'ERROR', error: error ?? `Unexpected status code: ${status}`, payload: body };
}
