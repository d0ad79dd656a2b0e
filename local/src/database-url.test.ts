import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireLocalDatabase } from './database-url.js';

test('takes a database of this machine or of its containers', () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]', 'postgres']) {
    requireLocalDatabase(`postgres://user:secret@${host}:5432/tryon`);
  }
});

test('puts no well-known keys into a database elsewhere, and does not print its password', () => {
  for (const host of ['db.example.com', '10.0.0.7']) {
    assert.throws(
      () => requireLocalDatabase(`postgres://user:hunter2@${host}/tryon`),
      (error: Error) => {
        assert.match(error.message, new RegExp(host));
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      },
    );
  }
});
