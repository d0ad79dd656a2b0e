import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Blame, RefusalReason } from '../providers/provider.js';
import type { GuardFigures } from '../results/guard-figures.js';
import type { BreakerState, Breakers } from '../routing/breakers.js';
import { createWebhookMetrics, type WebhookMetrics } from './webhook-metrics.js';

export type SubmitOutcome = 'taken' | 'lost' | `refused_${RefusalReason}` | 'refused_for_good';
/** Why a provider was passed over though it comes first. */
export type FailoverReason =
  | RefusalReason
  | 'breaker_open'
  | 'over_budget'
  | 'too_late'
  | 'not_capable'
  | 'refused_for_good';

/** What a worker counts. Names and labels are those of the metrics' page. */
export interface WorkerMetrics {
  submitted(provider: string, outcome: SubmitOutcome): void;
  passedOver(provider: string, reason: FailoverReason): void;
  /** A run ended without a picture. */
  failed(provider: string, code: string, blame: Blame): void;
  ranAgain(provider: string): void;
  /** A run ended with pictures. */
  completed(provider: string, durationMs: number): void;
  /** Millionths of a US dollar. */
  spent(provider: string, micros: number): void;
  /** A provider called, and its run was asked for at once. */
  called(provider: string): void;
  /** Somebody called who was not the provider, or about another run. */
  callRefused(provider: string): void;
  /** What the result guard has found is read when somebody looks. */
  watchGuard(figures: GuardFigures): void;
  /** The circuit of each of these providers is read when somebody looks. */
  watch(breakers: Breakers, providers: readonly string[]): void;
  readonly webhooks: WebhookMetrics;
  readonly registry: Registry;
}

const STATES: Readonly<Record<BreakerState, number>> = { closed: 0, half_open: 1, open: 2 };

/** The worker's counters, in a registry of their own. */
export function createWorkerMetrics(): WorkerMetrics {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
  const submits = counter('tryon_provider_submits_total', 'Submits to remote providers.', [
    'provider',
    'outcome',
  ]);
  const failovers = counter('tryon_provider_passed_over_total', 'Times a provider was passed over.', [
    'provider',
    'reason',
  ]);
  const failures = counter('tryon_provider_failures_total', 'Runs that ended without a picture.', [
    'provider',
    'code',
    'blame',
  ]);
  const reruns = counter('tryon_provider_reruns_total', 'Second runs of a try-on, which cost nobody.', [
    'provider',
  ]);
  const spend = counter('tryon_provider_spend_micros_total', 'Spent, in millionths of a US dollar.', [
    'provider',
  ]);
  const calls = counter('tryon_provider_callbacks_total', 'Callbacks of providers.', ['provider', 'outcome']);
  const duration = new Histogram({
    name: 'tryon_provider_run_seconds',
    help: 'From submit to pictures.',
    labelNames: ['provider'],
    buckets: [1, 2, 4, 6, 8, 12, 17, 25, 40, 60, 120, 180],
    registers: [registry],
  });
  return {
    submitted: (provider, outcome) => submits.inc({ provider, outcome }),
    passedOver: (provider, reason) => failovers.inc({ provider, reason }),
    failed: (provider, code, blame) => failures.inc({ provider, code, blame }),
    ranAgain: (provider) => reruns.inc({ provider }),
    completed: (provider, durationMs) => duration.observe({ provider }, durationMs / 1_000),
    spent: (provider, micros) => spend.inc({ provider }, micros),
    called: (provider) => calls.inc({ provider, outcome: 'ended_a_wait' }),
    callRefused: (provider) => calls.inc({ provider, outcome: 'refused' }),
    watchGuard(figures) {
      new Counter({
        name: 'tryon_guarded_pictures_total',
        help: 'Pictures that the result guard looked at, by what it found.',
        labelNames: ['provider', 'outcome'],
        registers: [registry],
        collect() {
          this.reset();
          for (const { provider, outcome, pictures } of figures.read())
            this.inc({ provider, outcome }, pictures);
        },
      });
    },
    watch(breakers, providers) {
      new Gauge({
        name: 'tryon_provider_breaker_state',
        help: 'Whether a provider is asked: 0 closed (as usual), 1 half open, 2 open.',
        labelNames: ['provider'],
        registers: [registry],
        collect() {
          for (const provider of providers) this.set({ provider }, STATES[breakers.state(provider)]);
        },
      });
    },
    webhooks: createWebhookMetrics(registry),
    registry,
  };
}
