import { runWorkerProcess } from '@tryon/worker/run-worker-process';
import { httpProvider } from '../provider/http-provider.js';

// The worker that is shipped, with one provider more.
await runWorkerProcess({
  env: process.env,
  providers: [httpProvider(process.env['PROVIDER_URL'] ?? '', Number(process.env['PROVIDER_MS'] ?? 1_000))],
});
