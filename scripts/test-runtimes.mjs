// `npm run test:runtimes`: the SDK's promises over a real connection, in Node 20 and 24, a browser, workerd, Deno and
// Bun (those that npm has for this platform). The last line counts them.
import { StepError } from './build/run.mjs';
import { build } from './build.mjs';
import { installRuntimes } from './runtimes/install.mjs';
import { runBrowser, runProcess, runWorkerd } from './runtimes/legs.mjs';

const DENO = [
  'run',
  '--no-prompt',
  '--allow-net=127.0.0.1',
  '--allow-read',
  '--no-lock',
  '--node-modules-dir=manual',
];

async function main() {
  await build();
  const { startWireServer } = await import('../sdk/dist/testing/wire/wire-server.js');
  const server = await startWireServer();
  const { node, workerd, deno, bun } = await installRuntimes();
  const legs = [
    [`Node ${process.versions.node}`, (url) => runProcess(process.execPath, [], url)],
    node && [`Node ${node.version}`, (url) => runProcess(node.path, [], url)],
    ['Chromium', inChromium],
    workerd && [`workerd ${workerd.version}`, (url) => runWorkerd(workerd.path, url)],
    deno && [`Deno ${deno.version}`, (url) => runProcess(deno.path, DENO, url)],
    bun && [`Bun ${bun.version}`, (url) => runProcess(bun.path, [], url)],
  ].filter(Boolean);
  let [passed, failed] = [0, 0];
  for (const [name, run] of legs) {
    const attempt = async () => {
      server.reset();
      const results = await run(server.url).catch((error) => [failureOf(error)]);
      return { results, failures: results.filter(({ failure }) => failure !== undefined) };
    };
    const first = await attempt();
    // A stream that says nothing for three seconds is given up for polling: on a busy machine that is no fault.
    const { results, failures } = first.failures.length > 0 ? await attempt() : first;
    if (first.failures.length > 0) console.log(`SECOND TRY of ${name}, for: ${first.failures[0].sentence}`);
    passed += results.length - failures.length;
    failed += failures.length;
    console.log(`${failures.length > 0 ? 'FAILED' : 'ok    '}  ${name}: ${results.length} cases`);
    for (const { sentence, failure } of failures) console.log(`  ${sentence}\n    ${failure}`);
  }
  server.close();
  if (!node)
    console.log('Node 24, workerd, Deno and Bun were left out: npm has them for Linux on x64 only here.');
  console.log(`runtimes: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

const failureOf = (error) => ({
  sentence: 'runs at all',
  failure: error instanceof StepError ? error.message : (error.stack ?? String(error)),
});

async function inChromium(url) {
  const { findBrowser } = await import('../local/dist/browser.js');
  const { chromium } = await import('playwright-core');
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  try {
    return await runBrowser(browser, url);
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error instanceof StepError ? error.message : error);
  process.exit(1);
});
