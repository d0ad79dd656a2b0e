import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { request } from 'undici';
import {
  AddressRefusedError,
  type GuardedAgentOptions,
  guardedAgent,
  type HostLookup,
} from './guarded-agent.js';

describe('guarded agent', () => {
  let server: Server;
  let port: number;
  let visits: string[];

  before(async () => {
    server = createServer((incoming, response) => {
      visits.push(`${incoming.method} ${incoming.headers.host}`);
      response.end('here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  after(() => {
    server.close();
  });

  /** Answers the given addresses, one set for each time it is asked. */
  function lookupOf(...answers: string[][]): HostLookup & { asked: string[] } {
    const asked: string[] = [];
    const lookup = async (hostname: string) => {
      asked.push(hostname);
      const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    };
    return Object.assign(lookup, { asked });
  }

  async function send(url: string, options: GuardedAgentOptions): Promise<string> {
    visits = [];
    const agent = guardedAgent(options);
    try {
      const response = await request(url, { dispatcher: agent, method: 'POST', body: 'x' });
      return await response.body.text();
    } finally {
      await agent.destroy();
    }
  }

  test('refuses a name that leads to a private address, and never connects', async () => {
    const url = `http://private.example:${port}/`;
    await assert.rejects(send(url, { lookup: lookupOf(['127.0.0.1']) }), (error) => {
      assert.ok(error instanceof AddressRefusedError);
      assert.equal(error.code, 'address_refused');
      assert.equal(error.hostname, 'private.example');
      assert.doesNotMatch(error.message, /127/);
      return true;
    });
    assert.deepEqual(visits, []);
  });

  test('refuses a name of which even one address is private', async () => {
    for (const addresses of [
      ['93.184.216.34', '127.0.0.1'],
      ['::1', '93.184.216.34'],
    ]) {
      await assert.rejects(
        send(`http://mixed.example:${port}/`, { lookup: lookupOf(addresses) }),
        AddressRefusedError,
      );
    }
    assert.deepEqual(visits, []);
  });

  test('connects to the very address that was checked, so that a rebinding name gains nothing', async () => {
    // 127.0.0.1 plays the public address here; asked a second time, the name would lead elsewhere.
    const lookup = lookupOf(['127.0.0.1'], ['127.0.0.2']);
    const checked: string[] = [];
    const isAllowedAddress = (address: string): boolean => {
      checked.push(address);
      return address === '127.0.0.1';
    };
    assert.equal(await send(`http://rebind.example:${port}/`, { lookup, isAllowedAddress }), 'here');
    assert.deepEqual(visits, [`POST rebind.example:${port}`]);
    assert.deepEqual(lookup.asked, ['rebind.example']);
    assert.deepEqual(checked, ['127.0.0.1']);
  });

  test('checks a rebinding name again for the next connection', async () => {
    const lookup = lookupOf(['93.184.216.34'], ['127.0.0.1']);
    await lookup('rebind.example');
    await assert.rejects(send(`http://rebind.example:${port}/`, { lookup }), AddressRefusedError);
    assert.deepEqual(visits, []);
  });

  test('refuses literal addresses in every spelling, for which no name is looked up', async () => {
    const spellings = [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '0',
      '[::ffff:127.0.0.1]',
      '[::1]',
      '[::]',
    ];
    for (const host of spellings) {
      const lookup = lookupOf(['93.184.216.34']);
      await assert.rejects(send(`http://${host}:${port}/`, { lookup }), AddressRefusedError, host);
      assert.deepEqual(lookup.asked, []);
      assert.deepEqual(visits, []);
    }
  });

  test('refuses localhost as the system resolves it', async () => {
    await assert.rejects(send(`http://localhost:${port}/`, {}), AddressRefusedError);
  });

  test('reaches an allowed origin wherever it is, by that exact origin only', async () => {
    const lookup = lookupOf(['127.0.0.1']);
    const allowedOrigins = [`http://127.0.0.1:${port}`, `http://shop.example:${port}`];
    assert.equal(await send(`http://127.0.0.1:${port}/`, { lookup, allowedOrigins }), 'here');
    assert.equal(await send(`http://shop.example:${port}/`, { lookup, allowedOrigins }), 'here');
    await assert.rejects(
      send(`http://other.example:${port}/`, { lookup, allowedOrigins }),
      AddressRefusedError,
    );
    await assert.rejects(
      send(`http://127.0.0.1:${port + 1}/`, { lookup, allowedOrigins }),
      AddressRefusedError,
    );
  });

  test('fails on a name without addresses', async () => {
    await assert.rejects(send('http://nowhere.example/', { lookup: lookupOf([]) }), /no address/);
  });
});
