// Browser tests: a real Chromium, and a real API server of another origin, whose address the tests read from
// `/test-api-url`.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { findBrowser } from '../local/dist/browser.js';
import { shopCarts } from './test-server/carts.mjs';
import { startContractServer } from './test-server/contract-server.mjs';

const { executablePath, args, env } = await findBrowser();

/** An API of its own for whoever asks: tests run side by side, and one's calls are not another's. */
function contractServer() {
  const apis = [];
  return {
    name: 'contract-server',
    async serverStop() {
      await Promise.all(apis.map((api) => api.close()));
    },
    async serve(context) {
      if (context.path !== '/test-api-url') return undefined;
      const api = await startContractServer();
      apis.push(api);
      return { body: api.url, type: 'text/plain' };
    },
  };
}

export default {
  files: ['widget/src/**/*.browser.test.ts', 'react-bindings/src/**/*.browser.test.tsx'],
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  nodeResolve: { exportConditions: ['development', 'browser'] },
  concurrency: 2,
  concurrentBrowsers: 1,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 40_000 } },
  middleware: [shopCarts()],
  plugins: [
    esbuildPlugin({
      ts: true,
      tsx: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    contractServer(),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath, args, env: { ...process.env, ...env } },
    }),
  ],
  filterBrowserLogs: ({ args: [first] }) => !String(first).includes('Lit is in dev mode'),
};
