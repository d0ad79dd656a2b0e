import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEnv } from '@tryon/core/env';
import { callbackBaseUrl, configuredProviders, PROVIDER_SETTINGS } from './configured.js';

const read = (env: Record<string, string>) => readEnv(PROVIDER_SETTINGS, env);
const reach = (picturesUrl: string) => ({ picturesUrl, allowedOrigins: [] });
const LOCAL = 'http://127.0.0.1:4600';
const OUTSIDE = 'https://api.tryon-shop.com';

test('knows no remote provider without a key, and each one by its own', () => {
  const names = (env: Record<string, string>) =>
    configuredProviders(read(env), reach(LOCAL)).map((provider) => provider.name);
  assert.deepEqual(names({}), []);
  assert.deepEqual(names({ FAL_BASE_URL: 'https://queue.example' }), []);
  assert.deepEqual(names({ FASHN_API_KEY: 'fa-1' }), ['fashn']);
  assert.deepEqual(names({ FASHN_API_KEY: 'fa-1', FAL_KEY: 'a:b' }), ['fal', 'fashn']);
});

test('sends links only where somebody outside can follow them', () => {
  const kinds = (url: string) =>
    configuredProviders(read({ FAL_KEY: 'a:b', FASHN_API_KEY: 'fa-1' }), reach(url)).map(
      (provider) => provider.inputs,
    );
  assert.deepEqual(kinds(LOCAL), ['bytes', 'bytes']);
  assert.deepEqual(kinds(OUTSIDE), ['url', 'url']);
});

test('is called where it can be reached, or where it is told to be', () => {
  assert.equal(callbackBaseUrl(read({}), LOCAL), undefined);
  assert.equal(callbackBaseUrl(read({}), OUTSIDE), OUTSIDE);
  assert.equal(
    callbackBaseUrl(read({ PROVIDER_CALLBACK_URL: 'http://10.0.0.1/hooks/' }), LOCAL),
    'http://10.0.0.1/hooks',
  );
});

test('counts with the prices it is told', () => {
  const [fal, fashn] = configuredProviders(
    read({
      FAL_KEY: 'a:b',
      FAL_PICTURE_MICROS: '40000',
      FASHN_API_KEY: 'fa-1',
      FASHN_CREDIT_MICROS: '60000',
    }),
    reach(LOCAL),
  );
  assert.equal(fal?.capabilities.priceMicros.quality, 40_000);
  assert.equal(fashn?.capabilities.priceMicros.balanced, 60_000);
});
