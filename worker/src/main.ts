import { runWorkerProcess } from './run-worker-process.js';

await runWorkerProcess({ env: process.env });
