import { connect } from '@tryon/core/db/connect';
import { migrate } from '@tryon/core/db/migrate';
import { keyFromBody } from '@tryon/core/keys/key';
import { saveKey } from '@tryon/core/keys/repository';
import { createMerchant, savePlan } from '@tryon/core/merchants/repository';
import { installQueue } from '@tryon/core/queue/install';

const MERCHANT_ID = 'mer_demo';
const PLAN_ID = 'plan_demo';
/** Everybody knows these keys: they exist only in the database that `npm start` fills. */
const KEY_BODY = `demo${'0'.repeat(28)}`;

export interface DemoKeys {
  publishableKey: string;
  secretKey: string;
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

/** Creates the demo merchant, or brings it up to date: `shopOrigins` are the pages that may use its publishable key. */
export async function seedDemo(databaseUrl: string, shopOrigins: readonly string[]): Promise<DemoKeys> {
  const keys = demoKeys();
  const sql = connect(databaseUrl, { max: 1, applicationName: 'tryon-local' });
  try {
    await sql.begin(async (tx) => {
      await savePlan(tx, {
        id: PLAN_ID,
        name: 'Demo',
        monthlyTryons: 0,
        monthlyTestTryons: 100_000,
        requestsPerMinute: 3_000,
      });
      await createMerchant(tx, { id: MERCHANT_ID, name: 'Demo shop', planId: PLAN_ID });
      await saveKey(tx, MERCHANT_ID, { key: keys.publishableKey, allowedOrigins: shopOrigins });
      await saveKey(tx, MERCHANT_ID, { key: keys.secretKey });
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
  return keys;
}
