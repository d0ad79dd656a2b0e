export type ProviderRunState = 'submitting' | 'submitted' | 'lost' | 'ended';

/**
 * One purchase at a remote provider. A try-on has at most one that is not over; once that has ended without a picture
 * and for nothing, there may be a second.
 */
export interface ProviderRun {
  readonly tryonId: string;
  readonly merchantId: string;
  /** 1, or 2 for the second. */
  readonly n: number;
  readonly provider: string;
  readonly state: ProviderRunState;
  /** The provider's own id of the run; null until its answer came. */
  readonly requestId: string | null;
  /** What else the provider gave to find the run again. */
  readonly handle: Readonly<Record<string, string>>;
  readonly submittingSince: Date;
  readonly submittedAt: Date | null;
}

/** Which run is meant. */
export interface RunRef {
  readonly tryonId: string;
  readonly n: number;
}
