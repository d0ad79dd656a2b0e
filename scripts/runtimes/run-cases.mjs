// Run by Node, Deno and Bun as it is, from the files that the package ships: prints the results for scripts/test-runtimes.mjs.
import { runWireCases } from '../../sdk/dist/testing/wire/run-wire-cases.js';

console.log(JSON.stringify(await runWireCases(process.argv[2])));
