import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EnvError, integer, list, onOrOff, readEnv, secret, text, url } from './env.js';

const SPEC = {
  DATABASE_URL: { parse: url, help: 'where PostgreSQL is' },
  PORT: { parse: integer(1, 65_535), fallback: 4600, help: 'port' },
  SECRET: { parse: secret, help: 'signs links' },
  ORIGINS: { parse: list, fallback: [] as readonly string[], help: 'origins' },
  LEVEL: { parse: text, fallback: 'info', help: 'level' },
};
const GOOD = { DATABASE_URL: 'postgres://u@h:5432/d', SECRET: 's'.repeat(32) };

test('reads what is set and falls back where it may', () => {
  const env = readEnv(SPEC, { ...GOOD, ORIGINS: 'https://a.example, https://b.example ,' });
  assert.equal(env.PORT, 4600);
  assert.deepEqual(env.ORIGINS, ['https://a.example', 'https://b.example']);
});

test('names every fault at once, without the values', () => {
  assert.throws(
    () => readEnv(SPEC, { PORT: '99999', SECRET: 'too short to be safe' }),
    (error) => {
      assert.ok(error instanceof EnvError);
      assert.match(error.message, /DATABASE_URL is not set/);
      assert.match(error.message, /PORT: must be a whole number from 1 to 65535/);
      assert.match(error.message, /SECRET: needs at least 32/);
      assert.ok(!error.message.includes('too short to be safe'));
      return true;
    },
  );
});

test('a switch is on or off, and nothing else turns it', () => {
  const read = (more: object) =>
    readEnv({ SWITCH: { parse: onOrOff, fallback: true, help: 'a switch' } }, { ...more }).SWITCH;
  assert.deepEqual([read({}), read({ SWITCH: 'on' }), read({ SWITCH: 'off' })], [true, true, false]);
  assert.throws(() => read({ SWITCH: 'false' }), /SWITCH: must be on or off/);
});
