import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { createLogger } from './logger.js';

test('keys, tokens, pictures and links never reach the log', () => {
  let out = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      out += String(chunk);
      done();
    },
  });
  const logger = createLogger({ name: 'test', destination });
  logger.info(
    {
      apiKey: 'SECRET1',
      req: {
        authorization: 'SECRET2',
        headers: { authorization: 'SECRET3', 'tryon-client-token': 'SECRET4' },
      },
      body: { model_image: 'SECRET5', client_token: 'SECRET6' },
      output: [{ url: 'SECRET7' }],
      kept: 'visible',
    },
    'a line',
  );
  assert.ok(out.includes('visible'));
  assert.ok(!out.includes('SECRET'), out);
});
