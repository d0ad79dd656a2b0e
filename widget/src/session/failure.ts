import { ApiError, ConnectionError, TryOnFailedError, WaitTimeoutError } from '@tryon/sdk';
import type { SessionState } from './state.js';

type Problem = Extract<SessionState, { step: 'problem' }>;

/** What a shopper is told of an error: its code, and when another try makes sense. */
export function problemFrom(error: unknown, nowMs: number): Problem {
  const code = codeOf(error);
  const waitMs = error instanceof ApiError ? error.retryAfterMs : undefined;
  return { step: 'problem', code, ...(waitMs !== undefined && { retryAt: nowMs + waitMs }) };
}

/** Whether the very same order would fail again: then the next try must be a new one. */
export function isFinal(error: unknown): boolean {
  if (error instanceof TryOnFailedError) return true;
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

function codeOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof TryOnFailedError || error instanceof WaitTimeoutError) {
    return error.code;
  }
  return error instanceof ConnectionError ? 'offline' : 'unknown';
}
