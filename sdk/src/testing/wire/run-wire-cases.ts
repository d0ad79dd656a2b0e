import { TryOn } from '../../index.js';
import { WIRE_CASES, type Wire } from './wire-cases.js';

export interface WireResult {
  sentence: string;
  /** Why it failed; absent if it passed. */
  failure?: string;
}

const CASE_LIMIT_MS = 15_000;

/** Runs every case against a wire server, side by side: each has answers of its own. */
export function runWireCases(serverUrl: string): Promise<WireResult[]> {
  return Promise.all(
    WIRE_CASES.map(async ([name, sentence, run]) => {
      const baseUrl = `${serverUrl}/${name}`;
      const wire: Wire = {
        client: (options) => new TryOn({ apiKey: 'pk_test_abc', baseUrl, ...options }),
        asked: async () => (await fetch(`${baseUrl}/asked`)).json(),
      };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no end within ${CASE_LIMIT_MS} ms`)), CASE_LIMIT_MS);
      });
      try {
        await Promise.race([run(wire), late]);
        return { sentence };
      } catch (error) {
        return { sentence, failure: error instanceof Error ? (error.stack ?? String(error)) : String(error) };
      } finally {
        clearTimeout(timer);
      }
    }),
  );
}
