import type { CallbackSignals, ReceivedCallback } from '@tryon/core/provider-runs/callbacks';

/** However often an address is called: its run is asked for this often at most because of it. */
const MIN_GAP_MS = 500;
/** Calls that come while another one is judged, or before the run is known; more are not worth keeping. */
const MAX_UNJUDGED = 4;

/** Whether a call is the provider's, and about this run. */
export type JudgeCall = (callback: ReceivedCallback) => Promise<boolean>;

/** Waits between two questions about a run, which a call of the provider cuts short. */
export interface CallWaiter {
  /** Says which calls count from now on, those among them that came before. */
  judgeBy(judge: JudgeCall): void;
  /**
   * Resolves after `ms`, or earlier because the provider has called (true), be it before this wait began.
   * @throws the signal's reason.
   */
  wait(ms: number, signal: AbortSignal): Promise<boolean>;
  close(): void;
}

/** Listens from now on, so that a call that is faster than the answer to the submit is not missed. */
export function waitForCalls(callbacks: CallbackSignals, tryonId: string): CallWaiter {
  const unjudged: ReceivedCallback[] = [];
  let judge: JudgeCall | undefined;
  let judging = false;
  let called = false;
  let lastAt = 0;
  let wake: () => void = () => undefined;

  const judgeAll = async () => {
    if (judging) return;
    judging = true;
    for (let next = unjudged.shift(); judge && next; next = unjudged.shift()) {
      if (!(await judge(next))) continue;
      called = true;
      wake();
    }
    judging = false;
  };
  const unlisten = callbacks.listen(tryonId, (callback) => {
    if (unjudged.length >= MAX_UNJUDGED) return;
    unjudged.push(callback);
    if (judge) void judgeAll();
  });
  return {
    judgeBy(next) {
      judge = next;
      void judgeAll();
    },
    async wait(ms, signal) {
      signal.throwIfAborted();
      const endsAt = Date.now() + ms;
      await new Promise<void>((resolve, reject) => {
        let timer: NodeJS.Timeout;
        const aborted = () => done(() => reject(signal.reason));
        const arm = () => {
          clearTimeout(timer);
          const at = called ? Math.min(endsAt, lastAt + MIN_GAP_MS) : endsAt;
          timer = setTimeout(() => done(resolve), Math.max(0, at - Date.now()));
        };
        const done = (settle: () => void) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', aborted);
          wake = () => undefined;
          settle();
        };
        signal.addEventListener('abort', aborted, { once: true });
        wake = arm;
        arm();
      });
      lastAt = Date.now();
      const because = called;
      called = false;
      return because;
    },
    close: unlisten,
  };
}
