import { purgeErasureReceipts } from '@tryon/core/erasures/repository';
import { purgeHandovers } from '@tryon/core/handovers/repository';
import { purgeVisitorErasures } from '@tryon/core/visitors/repository';
import { purgeWidgetEvents } from '@tryon/core/widget-events/repository';
import type { JobDeps } from './job.js';

const BATCH = 5_000;

/** Forgets hand-overs that are over, and widget events, erasures and their receipts past their time. */
export async function purgeWidgetRecords(
  { sql }: Pick<JobDeps, 'sql'>,
  stopping: AbortSignal,
  batch = BATCH,
): Promise<void> {
  for (const purge of [purgeHandovers, purgeWidgetEvents, purgeErasureReceipts, purgeVisitorErasures]) {
    while (!stopping.aborted && (await purge(sql, batch)) === batch);
  }
}
