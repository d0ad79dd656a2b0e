import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { DomainError } from '../errors.js';
import { guardedFetch } from './guarded-fetch.js';

describe('guarded agent tls', () => {
  function der(tag: number, ...contents: Buffer[]): Buffer {
    const content = Buffer.concat(contents);
    const length =
      content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
  }

  const sequence = (...contents: Buffer[]): Buffer => der(0x30, ...contents);
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'latin1'));

  /** A certificate for one name, signed by itself, valid until 2049. */
  function selfSigned(hostname: string, keys: { publicKey: KeyObject; privateKey: KeyObject }): string {
    const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
    const name = sequence(der(0x31, sequence(oid('550403'), text(0x0c, hostname))));
    const alternativeName = sequence(oid('551d11'), der(0x04, sequence(text(0x82, hostname))));
    const toBeSigned = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.from([1])),
      ecdsaWithSha256,
      name,
      sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
      name,
      keys.publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(alternativeName)),
    );
    const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, keys.privateKey));
    const base64 = sequence(toBeSigned, ecdsaWithSha256, signature).toString('base64');
    return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  }

  let server: Server;
  let ca: string;
  let port: number;
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }];

  before(async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    ca = selfSigned('cdn.shop.example', keys);
    const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' });
    server = createServer({ key, cert: ca }, (_request, response) => response.end('picture'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('speaks TLS to the checked address under the name of the URL', async () => {
    const origin = `https://cdn.shop.example:${port}`;
    const fetched = await guardedFetch(`${origin}/tee.jpg`, { lookup, ca, allowedOrigins: [origin] });
    assert.equal(Buffer.from(fetched.bytes).toString(), 'picture');
  });

  test('refuses a certificate for another name, and one that nobody vouches for', async () => {
    const attempts = { 'other.shop.example': ca, 'cdn.shop.example': undefined };
    for (const [hostname, trusted] of Object.entries(attempts)) {
      const origin = `https://${hostname}:${port}`;
      const options = { lookup, allowedOrigins: [origin], ...(trusted ? { ca: trusted } : {}) };
      await assert.rejects(guardedFetch(`${origin}/tee.jpg`, options), (error) => {
        assert.ok(error instanceof DomainError);
        assert.equal(error.code, 'image_url_unreachable');
        assert.match(error.message, /certificate/);
        return true;
      });
    }
  });
});
