export type ProviderRunState = 'submitting' | 'submitted' | 'lost' | 'ended';

/** One purchase at a remote provider. A try-on has at most one. */
export interface ProviderRun {
  readonly tryonId: string;
  readonly merchantId: string;
  readonly provider: string;
  readonly state: ProviderRunState;
  /** The provider's own id of the run; null until its answer came. */
  readonly requestId: string | null;
  readonly submittingSince: Date;
  readonly submittedAt: Date | null;
}
