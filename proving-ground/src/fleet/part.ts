import type { Running } from '@tryon/local/process';

/** One process of the fleet, which may be killed and comes back. */
export interface Part {
  readonly name: string;
  pid(): number;
  /** `kill -9`, and starts it again at once; resolves when it serves again. */
  kill9(): Promise<void>;
  /** `kill -9` for good, until {@link Part.revive}. */
  down(): Promise<void>;
  revive(): Promise<void>;
  /** `SIGTERM`, as any process manager sends it; resolves with how it ended (`code 0`). */
  terminate(): Promise<string>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** @param start - Starts it where it was before: the same port, the same folder. */
export async function startPart(name: string, start: () => Promise<Running>): Promise<Part> {
  let running = await start();
  const down = async () => {
    try {
      process.kill(running.pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
    await running.exited;
  };
  const revive = async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        running = await start();
        return;
      } catch (error) {
        // A part may need another that is away at this very moment.
        if (attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };
  return {
    name,
    pid: () => running.pid,
    down,
    revive,
    async kill9() {
      await down();
      await revive();
    },
    async terminate() {
      process.kill(running.pid, 'SIGTERM');
      return running.exited;
    },
    stop: () => running.stop(),
  };
}
