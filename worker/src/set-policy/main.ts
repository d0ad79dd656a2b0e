import { connect } from '@tryon/core/db/connect';
import { readEnv, url } from '@tryon/core/env';
import { findMerchant } from '@tryon/core/merchants/repository';
import { findPolicy, setPolicy } from '@tryon/core/provider-policies/repository';
import { readSpend } from '@tryon/core/provider-runs/spend';
import { usagePeriod } from '@tryon/core/usage/quota';
import { parsePolicy } from './parse-policy.js';

const USAGE = `node worker/dist/set-policy/main.js MERCHANT [PROVIDER[=DOLLARS A MONTH] ...]
Sets where a merchant's live try-ons go, such as: fal=200 fashn=50 preview
Without providers: shows it, and what was spent this month.`;

const env = readEnv(
  { DATABASE_URL: { parse: url, help: 'postgres://user:password@host:5432/database' } },
  process.env,
);
const [merchantId, ...words] = process.argv.slice(2);
const sql = connect(env.DATABASE_URL, { applicationName: 'tryon-set-policy', max: 1 });
try {
  if (merchantId === undefined) throw new Error(USAGE);
  if (!(await findMerchant(sql, merchantId))) throw new Error(`There is no merchant ${merchantId}`);
  if (words.length > 0) await setPolicy(sql, merchantId, parsePolicy(words));
  const period = usagePeriod(new Date());
  for (const { provider, monthlyBudgetMicros } of await findPolicy(sql, merchantId)) {
    const spent = await readSpend(sql, merchantId, provider, period);
    const budget = monthlyBudgetMicros === null ? 'no budget' : `of ${dollars(monthlyBudgetMicros)}`;
    console.log(`${provider.padEnd(12)} ${dollars(spent)} ${budget} in ${period}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await sql.end({ timeout: 2 });
}

function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(2)}`;
}
