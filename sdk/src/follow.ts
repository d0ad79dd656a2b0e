/**
 * Aborts `controller` when `signal` does, until the answered function is called.
 *
 * Not `AbortSignal.any`: it would hang one more dependent on a long-lived signal with every request.
 */
export function follow(signal: AbortSignal | null | undefined, controller: AbortController): () => void {
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return () => signal?.removeEventListener('abort', abort);
}
