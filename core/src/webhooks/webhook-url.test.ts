import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webhookUrlProblem } from './webhook-url.js';

test('takes public names and addresses', () => {
  for (const url of ['https://shop.example/hooks', 'https://93.184.215.14/', 'https://localhost.example/'])
    assert.equal(webhookUrlProblem(new URL(url)), undefined, url);
});

test('refuses what is seen to be private, however it is written', () => {
  for (const url of [
    'https://127.0.0.1/hook',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[fd00::1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://api.localhost/',
  ])
    assert.match(webhookUrlProblem(new URL(url)) ?? '', /not public/, url);
});

test('an allowed origin is taken though it is private, and only with its very port', () => {
  const allowed = ['http://127.0.0.1:4700'];
  assert.equal(webhookUrlProblem(new URL('http://127.0.0.1:4700/hook'), allowed), undefined);
  assert.ok(webhookUrlProblem(new URL('http://127.0.0.1:4701/hook'), allowed));
});
