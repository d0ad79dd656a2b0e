import type { ProviderRequest } from '../provider.js';

/** Tells a provider whose request it works for, so that what it logs can be matched with what we do. */
export const tracingHeaders = ({
  requestId,
  traceParent,
}: Pick<ProviderRequest, 'requestId' | 'traceParent'>): Readonly<Record<string, string>> => ({
  'x-request-id': requestId,
  ...(traceParent !== null && { traceparent: traceParent }),
});
