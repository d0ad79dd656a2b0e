import type { Api, FaultName } from './faults.js';
import type { TryOnInputs } from './inputs.js';
import type { FailureWords } from './run-failures.js';

export interface LogLine {
  readonly message: string;
  readonly level: 'INFO';
  readonly source: 'USER';
  readonly timestamp: string;
}

/** Where a made picture can be had, and what it is. */
export interface Output {
  readonly url: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
}

export type RunEnd =
  | { readonly kind: 'completed'; readonly outputs: readonly Output[] }
  | { readonly kind: 'failed'; readonly words: FailureWords }
  | { readonly kind: 'canceled' };

/** One run that was bought. */
export interface Run {
  readonly id: string;
  readonly api: Api;
  /** `fal-ai/fashn/tryon/v1.6` or `tryon-v1.6`. */
  readonly model: string;
  readonly inputs: TryOnInputs;
  readonly fault: FaultName | undefined;
  readonly webhookUrl: string | undefined;
  /** After this long its pictures are deleted. */
  readonly keepMs: number;
  /** When it ends if no runner has taken it: fal's `x-fal-request-timeout`. Milliseconds since 1970. */
  readonly beginBy: number;
  readonly createdAt: number;
  /** When a runner takes it, and when that is done, if all goes well: milliseconds since 1970. */
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly logs: LogLine[];
  phase: 'queued' | 'running' | 'ended';
  end: RunEnd | undefined;
  cancelAsked: boolean;
  /** How often its state was asked for, and its result. */
  asked: number;
  resultAsked: number;
  /** Credits or pictures that its end has cost. */
  charged: number;
  erased: boolean;
}

/** One step of the queue, from 3 down to 0. */
export function queuePosition(run: Run, now: number): number {
  if (run.fault === 'stuck-in-queue') return 3;
  const left = run.beginsAt - now;
  return Math.max(0, Math.min(3, Math.ceil((left / (run.beginsAt - run.createdAt || 1)) * 3)));
}

export function addLog(run: Run, message: string): void {
  run.logs.push({ message, level: 'INFO', source: 'USER', timestamp: new Date().toISOString() });
}
