import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { launch, type Place, place } from './launcher.js';

/** The whole system, as `npm start` runs it, and a browser beside it. */
export interface RunningShop {
  readonly at: Place;
  readonly browser: Browser;
}

let running: Promise<RunningShop> | undefined;
const ends: (() => unknown)[] = [];
// Outside of every test: test files that share a process share the shop, which ends with that process.
after(async () => {
  for (const end of ends.reverse()) await end();
});

/** For tests that leave it as they found it; what kills or configures a system starts its own. */
export function runningShop(): Promise<RunningShop> {
  running ??= start();
  return running;
}

async function start(): Promise<RunningShop> {
  const at = await place({ after: (cleanUp) => ends.push(cleanUp) });
  const launcher = launch(at);
  ends.push(() => launcher.interrupt());
  const found = await findBrowser();
  const browser = await chromium.launch({ ...found, env: { ...process.env, ...found.env } });
  ends.push(() => browser.close());
  await launcher.untilPrinted('ready (');
  return { at, browser };
}
