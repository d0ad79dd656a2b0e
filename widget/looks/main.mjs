// npm run looks [-- --accept] [-- --out folder] [-- --only ar-light]
import { parseArgs } from 'node:util';
import { look } from './looks.mjs';

const { values } = parseArgs({
  options: {
    accept: { type: 'boolean', default: false },
    out: { type: 'string', default: 'test-results/looks' },
    only: { type: 'string', default: '' },
  },
});
const startedAt = performance.now();
const { seen, differences } = await look(values);
for (const difference of differences) console.log(difference);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`${seen} pictures ${values.accept ? 'accepted' : 'compared'} in ${seconds} s; see ${values.out}`);
if (differences.length > 0) {
  console.log(`${differences.length} differ. If that is wanted: npm run looks -- --accept`);
  process.exitCode = 1;
}
