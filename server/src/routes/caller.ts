import type { BoundRequest, Caller, OperationId } from '../contract/handlers.js';

/** Who asks; every operation that uses this declares its security, so there is always somebody. */
export function callerOf(request: Pick<BoundRequest<OperationId>, 'caller'>): Caller {
  if (!request.caller) throw new Error('An operation without security asked who calls');
  return request.caller;
}
