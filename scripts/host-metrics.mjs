// `node scripts/host-metrics.mjs [pairs]`: what the script tag costs a shop's page, as medians of paired visits.
import { fail } from './build/run.mjs';
import { build } from './build.mjs';

const DEFAULT_PAIRS = 30;
const UNITS = [
  ['lcp', ' ms', 0],
  ['tbt', ' ms', 0],
  ['cls', '', 4],
];

async function main() {
  await build();
  const { measureHostPage } = await import('../local/dist/testing/host-metrics.js');
  const metrics = await measureHostPage(Number(process.argv[2] ?? DEFAULT_PAIRS));
  console.log(`${metrics.pairs} pairs, the button came in ${metrics.buttons}`);
  for (const [name, unit, digits] of UNITS) {
    const [before, after] = [metrics.without[name], metrics.with[name]];
    const ratio = before > 0 ? `, x ${(after / before).toFixed(2)}` : '';
    console.log(
      `${name.toUpperCase()}: ${before.toFixed(digits)}${unit} without, ${after.toFixed(digits)}${unit} with${ratio}`,
    );
  }
}

main().catch(fail);
