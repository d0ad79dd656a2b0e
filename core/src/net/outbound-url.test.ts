import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outboundUrlProblem } from './outbound-url.js';

const problem = (url: string, allowedOrigins?: string[]) => outboundUrlProblem(new URL(url), allowedOrigins);

test('takes https on its own port', () => {
  assert.equal(problem('https://cdn.shop.example/tee.jpg?width=800'), undefined);
  assert.equal(problem('https://cdn.shop.example:443/tee.jpg'), undefined);
});

test('refuses other schemes', () => {
  for (const url of [
    'http://shop.example/a.jpg',
    'ftp://shop.example/a.jpg',
    'file:///etc/passwd',
    'data:image/png,x',
  ]) {
    assert.match(problem(url) ?? '', /https/);
  }
});

test('refuses other ports', () => {
  assert.match(problem('https://shop.example:8443/a.jpg') ?? '', /443/);
  assert.match(problem('https://shop.example:80/a.jpg') ?? '', /443/);
});

test('refuses credentials, for an allowed origin too', () => {
  assert.match(problem('https://user:word@shop.example/a.jpg') ?? '', /password/);
  assert.match(problem('https://user@shop.example/a.jpg') ?? '', /password/);
  assert.match(problem('http://user@localhost:4601/a.jpg', ['http://localhost:4601']) ?? '', /password/);
});

test('refuses a URL of more than 2,048 characters', () => {
  assert.match(problem(`https://shop.example/${'a'.repeat(2_048)}`) ?? '', /2048/);
});

test('takes an allowed origin and none that only resembles it', () => {
  const allowed = ['http://localhost:4601'];
  assert.equal(problem('http://localhost:4601/art/tee.webp', allowed), undefined);
  assert.notEqual(problem('http://localhost:4602/art/tee.webp', allowed), undefined);
  assert.notEqual(problem('http://localhost.shop.example:4601/tee.webp', allowed), undefined);
});
