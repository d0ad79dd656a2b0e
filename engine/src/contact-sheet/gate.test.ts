import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figures } from './figures.js';
import { findNews, findWorse, tolerances } from './gate.js';

const good: Figures = {
  outside: 1,
  face: 1,
  hands: 0.95,
  far: 1,
  colour: 1.2,
  stain: 4,
  palette: 3,
  oldLeft: 0.002,
};

test('names every figure that is worse by more than its tolerance, and none that is within it or better', () => {
  for (const name of Object.keys(tolerances) as (keyof Figures)[]) {
    const direction = ['outside', 'face', 'hands', 'far'].includes(name) ? -1 : 1;
    const changed = (by: number): Figures => ({ ...good, [name]: good[name] + direction * by });
    const worse = (figures: Figures): string[] => findWorse({ a: { figures: good } }, { a: { figures } });
    assert.deepEqual(worse(changed(tolerances[name])), [], name);
    assert.deepEqual(worse(changed(-0.5)), [], name);
    assert.equal(worse(changed(tolerances[name] + 0.001)).length, 1, name);
    assert.match(
      worse(changed(tolerances[name] + 0.001))[0]!,
      new RegExp(`^a: ${name} is .*, was ${good[name]}$`),
    );
  }
});

test('takes a new refusal for worse, and a new picture for news', () => {
  const painted = { a: { figures: good } };
  const refused = { a: { refused: 'no_person' } };
  assert.deepEqual(findWorse(painted, refused), ['a is refused as no_person, and was painted before']);
  assert.deepEqual(findWorse(refused, painted), []);
  assert.deepEqual(findNews(refused, painted), ['a was no_person and is painted now']);
  assert.deepEqual(findNews({}, painted), ['a is not among the committed figures']);
  assert.deepEqual(findNews(painted, painted), []);
});
