import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DomainError, type ErrorCode } from '../errors.js';
import { type GuardedFetchOptions, guardedFetch } from './guarded-fetch.js';

const PICTURE = Buffer.from('pretend this is a picture');

/** A server on this machine that the guard may reach, as a developer's own shop. */
async function serve(
  t: TestContext,
  answer: RequestListener,
): Promise<{ origin: string; allowed: GuardedFetchOptions }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, allowed: { allowedOrigins: [origin] } };
}

async function assertFails(fetching: Promise<unknown>, code: ErrorCode, words: RegExp): Promise<void> {
  await assert.rejects(fetching, (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    return true;
  });
}

function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location }).end();
}

test('brings bytes, content type and final URL', async (t) => {
  const { origin, allowed } = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'Image/JPEG; q=1' }).end(PICTURE);
  });
  const fetched = await guardedFetch(`${origin}/tee.jpg`, allowed);
  assert.deepEqual(Buffer.from(fetched.bytes), PICTURE);
  assert.equal(fetched.contentType, 'image/jpeg');
  assert.equal(fetched.finalUrl, `${origin}/tee.jpg`);
});

test('introduces itself and carries nothing else: no cookies, no credentials, no referrer', async (t) => {
  const seen: IncomingHttpHeaders[] = [];
  const { origin, allowed } = await serve(t, (request, response) => {
    seen.push(request.headers);
    response.setHeader('set-cookie', 'visitor=1');
    if (request.url === '/') return redirect(response, '/next');
    response.end(PICTURE);
  });
  await guardedFetch(`${origin}/`, allowed);
  assert.equal(seen.length, 2);
  for (const headers of seen) {
    assert.deepEqual(Object.keys(headers).sort(), [
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    assert.equal(headers['user-agent'], 'TryOn/1 (+image fetch)');
    assert.equal(headers['accept-encoding'], 'identity');
  }
});

test('refuses loopback, private and metadata addresses in every spelling', async () => {
  const hosts = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '10.0.0.1',
    '192.168.0.1',
  ];
  for (const host of [
    ...hosts,
    '169.254.169.254',
    '[fd00:ec2::254]',
    '100.64.0.1',
    '0.0.0.0',
    '[64:ff9b::7f00:1]',
  ]) {
    await assertFails(guardedFetch(`https://${host}/tee.jpg`), 'image_url_refused', /public address/);
  }
});

test('refuses http, other ports, credentials and what is no URL', async () => {
  await assertFails(guardedFetch('http://127.0.0.1/tee.jpg'), 'image_url_refused', /https/);
  await assertFails(guardedFetch('https://shop.example:8443/tee.jpg'), 'image_url_refused', /443/);
  await assertFails(guardedFetch('https://user:word@shop.example/tee.jpg'), 'image_url_refused', /password/);
  await assertFails(guardedFetch('file:///etc/passwd'), 'image_url_refused', /https/);
  await assertFails(guardedFetch('tee.jpg'), 'image_url_refused', /invalid/);
});

test('refuses a name that leads to a private address without telling which', async () => {
  const lookup = async () => [{ address: '10.1.2.3', family: 4 }];
  await assert.rejects(guardedFetch('https://private.example/tee.jpg', { lookup }), (error: DomainError) => {
    assert.equal(error.code, 'image_url_refused');
    assert.doesNotMatch(error.message, /10\.1\.2\.3/);
    return true;
  });
});

test('asks a rebinding name once and connects where that answer led', async () => {
  const asked: string[] = [];
  const lookup = async (hostname: string) => {
    asked.push(hostname);
    return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  };
  const checked: string[] = [];
  const isAllowedAddress = (address: string): boolean => checked.push(address) > 0;
  // Whatever answers on this machine's port 443, if anything: it is no TLS server with a certificate for the name.
  const fetching = guardedFetch('https://rebind.example/tee.jpg', { lookup, isAllowedAddress });
  await assertFails(fetching, 'image_url_unreachable', /./);
  assert.deepEqual([asked, checked], [['rebind.example'], ['127.0.0.1']]);
});

test('refuses a redirect to loopback, to a private name and to another scheme', async (t) => {
  const { origin, allowed } = await serve(t, (request, response) => {
    redirect(response, decodeURIComponent(String(request.url).slice(2)));
  });
  const lookup = async () => [{ address: '192.168.7.7', family: 4 }];
  const locations = {
    'https://127.0.0.1/secret': /public address/,
    'https://[::1]/secret': /public address/,
    'https://private.example/secret': /public address/,
    'http://127.0.0.1:1/secret': /https/,
    '//127.0.0.1:2/secret': /https/,
    'https://127.0.0.1:5432/': /443/,
    'file:///etc/passwd': /https/,
    'https://user@shop.example/': /password/,
    'http://[': /invalid/,
  };
  for (const [location, words] of Object.entries(locations)) {
    const fetching = guardedFetch(`${origin}/?${encodeURIComponent(location)}`, { ...allowed, lookup });
    await assertFails(fetching, 'image_url_refused', words);
  }
});

test('follows three redirects, not four', async (t) => {
  const { origin, allowed } = await serve(t, (request, response) => {
    const left = Number(String(request.url).slice(1));
    if (left > 0) return redirect(response, `/${left - 1}`, [301, 303, 307, 308][left % 4]);
    response.end(PICTURE);
  });
  assert.equal((await guardedFetch(`${origin}/3`, allowed)).finalUrl, `${origin}/0`);
  await assertFails(guardedFetch(`${origin}/4`, allowed), 'image_url_unreachable', /more than 3 times/);
});

test('does not read the body of a redirect', async (t) => {
  const { origin, allowed } = await serve(t, (request, response) => {
    if (request.url === '/end') return response.end(PICTURE);
    response.writeHead(302, { location: '/end' });
    response.write('this body never ends');
    return undefined;
  });
  assert.equal(
    (await guardedFetch(`${origin}/`, { ...allowed, timeoutMs: 2_000 })).finalUrl,
    `${origin}/end`,
  );
});

test('stops an endless body at the limit and hangs up', async (t) => {
  let sent = 0;
  let hasHungUp = false;
  const { origin, allowed } = await serve(t, (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const pump = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on('drain', pump).on('close', () => {
      hasHungUp = true;
    });
    pump();
  });
  await assertFails(
    guardedFetch(`${origin}/`, { ...allowed, maxBytes: 1024 * 1024 }),
    'image_url_too_large',
    /1 MB/,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(hasHungUp);
  assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes`);
});

test('does not start on a body that is announced as too large', async (t) => {
  const { origin, allowed } = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-length': 11 * 1024 * 1024 }).flushHeaders();
  });
  await assertFails(
    guardedFetch(`${origin}/`, { ...allowed, timeoutMs: 2_000 }),
    'image_url_too_large',
    /10 MB/,
  );
});

test('takes a body of exactly the limit', async (t) => {
  const { origin, allowed } = await serve(t, (_request, response) => {
    response.end(Buffer.alloc(1_000));
  });
  assert.equal((await guardedFetch(`${origin}/`, { ...allowed, maxBytes: 1_000 })).bytes.length, 1_000);
  await assertFails(guardedFetch(`${origin}/`, { ...allowed, maxBytes: 999 }), 'image_url_too_large', /./);
});

test('gives up on a slow body, a silent server and a silent resolver when the time is over', async (t) => {
  const { origin, allowed } = await serve(t, (request, response) => {
    if (request.url === '/silent') return;
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const limits = { ...allowed, timeoutMs: 300 };
  const lookup = () => new Promise<never>(() => undefined);
  const before = performance.now();
  await assertFails(guardedFetch(`${origin}/slow`, limits), 'image_url_unreachable', /longer than 0\.3 s/);
  await assertFails(guardedFetch(`${origin}/silent`, limits), 'image_url_unreachable', /longer than 0\.3 s/);
  await assertFails(
    guardedFetch('https://a.example/', { ...limits, lookup }),
    'image_url_unreachable',
    /longer than/,
  );
  assert.ok(performance.now() - before < 3_000);
});

test('counts redirects into the one time limit', async (t) => {
  const { origin, allowed } = await serve(t, (_request, response) => {
    setTimeout(() => redirect(response, '/again'), 150);
  });
  await assertFails(
    guardedFetch(`${origin}/`, { ...allowed, timeoutMs: 300 }),
    'image_url_unreachable',
    /longer/,
  );
});

test('says what came instead of a picture', async (t) => {
  const { origin, allowed } = await serve(t, (request, response) => {
    if (request.url === '/html')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>');
    if (request.url === '/empty') response.writeHead(200, { 'content-type': 'image/png' }).end();
    if (request.url === '/gzip')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PICTURE));
    if (request.url === '/gone') response.writeHead(410, { 'content-type': 'text/html' }).end('<html>');
    if (request.url === '/nowhere') response.writeHead(302).end();
    if (request.url === '/broken')
      response.writeHead(200, { 'content-length': 99 }).write('part', () => response.destroy());
  });
  await assertFails(
    guardedFetch(`${origin}/html`, allowed),
    'image_url_not_a_picture',
    /web page \(text\/html\)/,
  );
  await assertFails(guardedFetch(`${origin}/empty`, allowed), 'image_url_not_a_picture', /empty/);
  await assertFails(guardedFetch(`${origin}/gzip`, allowed), 'image_url_not_a_picture', /compressed/);
  await assertFails(guardedFetch(`${origin}/gone`, allowed), 'image_url_unreachable', /answered 410/);
  await assertFails(guardedFetch(`${origin}/nowhere`, allowed), 'image_url_unreachable', /answered 302/);
  await assertFails(
    guardedFetch(`${origin}/broken`, allowed),
    'image_url_unreachable',
    /could not be reached/,
  );
});

test('tells a name without addresses from a server that does not answer', async (t) => {
  const lookup = async () => {
    throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
  };
  await assertFails(
    guardedFetch('https://nowhere.example/', { lookup }),
    'image_url_unreachable',
    /no known address/,
  );
  const { origin, allowed } = await serve(t, (_request, response) => response.destroy());
  await assertFails(guardedFetch(`${origin}/`, allowed), 'image_url_unreachable', /could not be reached/);
});

test("ends with the caller's own reason when the caller gives up", async (t) => {
  const { origin, allowed } = await serve(t, (_request, response) => {
    response.write('never ends');
  });
  const reason = new Error('the visitor left');
  await assert.rejects(guardedFetch(`${origin}/`, { ...allowed, signal: AbortSignal.abort(reason) }), reason);
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 50);
  await assert.rejects(guardedFetch(`${origin}/`, { ...allowed, signal: controller.signal }), reason);
});
