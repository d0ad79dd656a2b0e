import type { CdnFiles } from './cdn.js';
import type { FaultControl } from './fault-control.js';
import type { Api, FaultName } from './faults.js';
import type { TryOnInputs } from './inputs.js';
import type { Run } from './run.js';
import type { SigningKeys } from './signing-keys.js';

/** One submit that reached us, whether anything was bought or not. */
export interface SubmitRecord {
  readonly api: Api;
  readonly at: number;
  /** Of the run that was bought; undefined when the submit was refused. */
  readonly requestId: string | undefined;
  readonly seed: number | undefined;
  readonly fault: FaultName | undefined;
  readonly webhookUrl: string | undefined;
  readonly inputs: TryOnInputs | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface FakeSettings {
  /** How fast their time goes: 1 is the real latency, 0.01 a hundredth of it. */
  readonly timeScale: number;
  /** Which keys are right, one for each API and the administrator's of fal. */
  readonly keys: { readonly fal: string; readonly falAdmin: string; readonly fashn: string };
  /** FASHN's runs at a time; one more is refused. */
  readonly fashnConcurrency: number;
}

/** Everything that the fake remembers. */
export interface FakeState {
  readonly settings: FakeSettings;
  readonly origin: string;
  readonly runs: Map<string, Run>;
  readonly submits: SubmitRecord[];
  readonly faults: FaultControl;
  readonly cdn: CdnFiles;
  readonly signingKeys: SigningKeys;
  /** FASHN's, in pictures. */
  credits: number;
  /** Aborted when the fake is closed. */
  readonly signal: AbortSignal;
}

/** A key that exists and may do nothing: 403. */
export const DISABLED_KEY = 'disabled-key';
