import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyFlatGarment } from './classify-flat.js';
import { demoGarment } from './test-pictures.js';

const known = {
  tops: [
    'tee-white-print',
    'tee-navy',
    'tee-coral-women',
    'hoodie-grey',
    'sweater-oatmeal',
    'shirt-oxford-blue',
  ],
  bottoms: ['jeans-blue', 'chinos-sand', 'skirt-midi-green'],
  'one-pieces': ['dress-floral'],
} as const;

for (const [category, names] of Object.entries(known)) {
  for (const name of names) {
    test(`knows ${name} as one of the ${category}`, async () => {
      assert.equal(classifyFlatGarment(await demoGarment(name)), category);
    });
  }
}
