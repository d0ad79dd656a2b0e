import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@tryon/core/db/connect';
import { openSilentWay, type SilentWay } from '@tryon/core/testing/silent-way';
import { claimTryon, LEASE_MS } from '@tryon/core/tryons/lease';
import { type JobBench, openJobBench } from '../testing/job-bench.js';
import { createLeaseKeeper } from './lease-keeper.js';

describe('lease keeper', () => {
  let bench: JobBench;
  let way: SilentWay;
  before(async () => {
    bench = await openJobBench();
    way = await openSilentWay(bench.database.url);
  });
  after(async () => {
    way.close();
    await bench.close();
  });

  test('a connection that falls silent costs no lease while another one answers', async () => {
    const sql = connect(way.url, { max: 4 });
    const leases = createLeaseKeeper(sql, bench.deps.logger);
    const tryon = await bench.submit();
    const outcome = await claimTryon(bench.deps.sql, bench.merchantId, tryon.id);
    assert.ok(outcome.claimed);
    await sql`select 1`;
    const lease = leases.keep(outcome.claim);
    way.fallSilent();
    await sleep(LEASE_MS + 2_000);
    assert.equal(lease.signal.aborted, false);
    const second = await claimTryon(bench.deps.sql, bench.merchantId, tryon.id);
    assert.ok(!second.claimed && second.reason === 'held');
    lease.stop();
    leases.close();
    way.speak();
    await sql.end({ timeout: 1 });
  });
});
