import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnvironment } from './environment.js';

test('only the publishable key has to be set', () => {
  assert.deepEqual(readEnvironment({ PUBLISHABLE_KEY: 'pk_test_demo1' }), {
    host: '127.0.0.1',
    port: 4601,
    apiUrl: 'http://127.0.0.1:4600',
    publishableKey: 'pk_test_demo1',
  });
});

test('a wrong setting is named', () => {
  const right = { PUBLISHABLE_KEY: 'pk_test_demo1' };
  assert.throws(() => readEnvironment({}), /PUBLISHABLE_KEY/);
  assert.throws(() => readEnvironment({ ...right, PORT: 'high' }), /PORT/);
  assert.throws(() => readEnvironment({ ...right, API_URL: 'javascript:1' }), /API_URL/);
});

test('a secret key is refused without being repeated', () => {
  assert.throws(
    () => readEnvironment({ PUBLISHABLE_KEY: 'sk_test_verysecret' }),
    (error: Error) => /PUBLISHABLE_KEY/.test(error.message) && !/verysecret/.test(error.message),
  );
});

test('the playground takes a secret test key only', () => {
  const right = { PUBLISHABLE_KEY: 'pk_test_demo1' };
  assert.equal(readEnvironment({ ...right, SECRET_KEY: 'sk_test_demo1' }).secretKey, 'sk_test_demo1');
  assert.throws(
    () => readEnvironment({ ...right, SECRET_KEY: 'sk_live_verysecret' }),
    (error: Error) => /SECRET_KEY/.test(error.message) && !/verysecret/.test(error.message),
  );
});
