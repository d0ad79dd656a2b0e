import { connect } from '@tryon/core/db/connect';
import { migrate } from '@tryon/core/db/migrate';
import { keyFromBody, mintKey } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { setPolicy } from '@tryon/core/provider-policies/repository';
import { installQueue } from '@tryon/core/queue/install';

const MERCHANT_ID = 'mer_demo';
const PLAN_ID = 'plan_demo';
/** Enough to try real providers out, and no more than somebody could bear to lose: millionths of a US dollar. */
const LIVE_BUDGET_MICROS = 5_000_000;
const LIVE_TRYONS = 1_000;
/** Everybody knows these keys: they exist only in the database that `npm start` fills. */
const KEY_BODY = `demo${'0'.repeat(28)}`;

export interface DemoKeys {
  publishableKey: string;
  secretKey: string;
  /** Only with remote providers, and another one at each start: try-ons with it may cost money. */
  liveSecretKey?: string;
}

/** The demo merchant's test keys, the same on every machine. */
export function demoKeys(): DemoKeys {
  return {
    publishableKey: keyFromBody('pk', false, KEY_BODY),
    secretKey: keyFromBody('sk', false, KEY_BODY),
  };
}

/** Brings the tables and the queue up to date. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl, { max: 1, applicationName: 'tryon-local' });
  try {
    await migrate(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
  await installQueue(databaseUrl);
}

/**
 * Creates the demo merchant, or brings it up to date.
 * @param shopOrigins - The pages that may use its publishable key.
 * @param liveProviders - Remote providers for its live try-ons, in order; without any there are no live ones.
 */
export async function seedDemo(
  databaseUrl: string,
  shopOrigins: readonly string[],
  liveProviders: readonly string[] = [],
): Promise<DemoKeys> {
  const isLive = liveProviders.length > 0;
  const keys = { ...demoKeys(), ...(isLive && { liveSecretKey: mintKey('sk', true) }) };
  const sql = connect(databaseUrl, { max: 1, applicationName: 'tryon-local' });
  try {
    await sql.begin(async (tx) => {
      await savePlan(tx, {
        id: PLAN_ID,
        name: 'Demo',
        monthlyTryons: isLive ? LIVE_TRYONS : 0,
        monthlyTestTryons: 100_000,
        requestsPerMinute: 3_000,
      });
      await createMerchant(tx, { id: MERCHANT_ID, name: 'Demo shop', planId: PLAN_ID });
      await saveKey(tx, MERCHANT_ID, { key: keys.publishableKey, allowedOrigins: shopOrigins });
      await saveKey(tx, MERCHANT_ID, { key: keys.secretKey });
      if (keys.liveSecretKey) await saveKey(tx, MERCHANT_ID, { key: keys.liveSecretKey });
    });
    const policy = liveProviders.map((provider) => ({ provider, monthlyBudgetMicros: LIVE_BUDGET_MICROS }));
    if (isLive) await setPolicy(sql, MERCHANT_ID, policy);
  } finally {
    await sql.end({ timeout: 5 });
  }
  return keys;
}
