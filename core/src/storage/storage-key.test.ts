import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertStorageKey,
  assertStoragePrefix,
  contentTypeOfKey,
  extensionForContentType,
} from './storage-key.js';

test('takes segments of letters, digits, dots, underscores and hyphens with a known extension', () => {
  assert.equal(contentTypeOfKey('images/img_01h.jpg'), 'image/jpeg');
  assert.equal(contentTypeOfKey('mer_1/tryons/tryon_1/result-0.webp'), 'image/webp');
  assert.equal(contentTypeOfKey('a.b.png'), 'image/png');
  assert.equal(extensionForContentType('image/jpeg'), 'jpg');
});

test('refuses everything that could leave the folder or mean something to a file system', () => {
  const keys = [
    '',
    '.',
    '..',
    '../a.jpg',
    'a/../../b.jpg',
    'a/./b.jpg',
    '/etc/a.jpg',
    'a//b.jpg',
    'a/',
    '.hidden.jpg',
    'a/.b.jpg',
    'a\\..\\b.jpg',
    'C:a.jpg',
    'a\0.jpg',
    'a b.jpg',
    'ä.jpg',
    'a%2fb.jpg',
    'a.jpg\n',
    '~/a.jpg',
    'noextension',
    'a.exe',
    'a.html',
    'a.constructor',
    'a.JPG',
    `${'a/'.repeat(9)}b.jpg`,
    `${'a'.repeat(600)}.jpg`,
  ];
  for (const key of keys) assert.throws(() => assertStorageKey(key), RangeError, JSON.stringify(key));
});

test('takes whole segments only as a prefix', () => {
  assertStoragePrefix('mer_1/');
  assertStoragePrefix('mer_1/tryons/');
  for (const prefix of ['', '/', 'mer_1', '../', 'a/../', './', 'a//', '.unfinished/']) {
    assert.throws(() => assertStoragePrefix(prefix), RangeError, JSON.stringify(prefix));
  }
});
