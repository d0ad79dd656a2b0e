import { setTimeout as sleep } from 'node:timers/promises';
import type { TryonErrorCode } from '@tryon/core/tryons/tryon';
import { FAILURE_MESSAGES } from '../failures.js';
import { type LocalProvider, ProviderFailure } from './provider.js';

const SLOW_MS = 20_000;

/** Gives a test key the outcome that its magic image id asks for. */
export function withTestOutcome(provider: LocalProvider, outcome: string | null): LocalProvider {
  if (outcome === null) return provider;
  return {
    kind: 'local',
    name: provider.name,
    async generate(request, run) {
      if (outcome === 'slow') {
        await sleep(SLOW_MS, undefined, { signal: run.signal });
        return provider.generate(request, run);
      }
      const code = outcome as TryonErrorCode;
      throw new ProviderFailure(code, FAILURE_MESSAGES[code]);
    },
  };
}
