import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { DIGITAL_SOURCE_TYPES, type ResultMark } from '@tryon/core/results/result-mark';
import { claimTryon } from '@tryon/core/tryons/lease';
import { completeTryon } from '@tryon/core/tryons/settle';
import { startTestServer, type TestMerchant, type TestServer } from '../testing/test-server.js';

describe('verify', () => {
  let server: TestServer;
  let stranger: TestMerchant;
  before(async () => {
    server = await startTestServer();
    stranger = await server.addMerchant();
  });
  after(() => server.close());

  const newHash = () => createHash('sha256').update(randomBytes(16)).digest('hex');
  const verify = (sha256: string, key?: string) =>
    server.call('GET', `/v1/tryons/verify?sha256=${sha256}`, key === undefined ? {} : { key });

  /** A try-on that a worker completed with pictures of these hashes. */
  async function completedWith(...hashes: string[]): Promise<string> {
    const { sk, id: merchantId } = server.merchant;
    const created = await server.call('POST', '/v1/tryons', {
      key: sk,
      json: { model_image: 'img_sandbox_amara', garment_image: 'img_sandbox_tee-navy' },
    });
    const id = created.json.id as string;
    const outcome = await claimTryon(server.database.sql, merchantId, id);
    assert.ok(outcome.claimed);
    const marks = hashes.map(
      (sha256): ResultMark => ({ sha256, digitalSourceType: DIGITAL_SOURCE_TYPES.composed }),
    );
    await completeTryon(server.database.sql, merchantId, id, outcome.claim.leaseToken, {
      output: hashes.map((_, index) => ({
        storageKey: `results/${merchantId}/${id}-test-${index}.jpg`,
        contentType: 'image/jpeg',
        width: 1,
        height: 1,
      })),
      marks,
      warnings: [],
      foundCategory: 'tops',
      foundGarmentPhotoType: 'flat-lay',
    });
    return id;
  }

  test('tells anybody that a picture is ours and how it came about, and only its own merchant’s secret key whose', async () => {
    const hash = newHash();
    const id = await completedWith(hash);
    const { sk, pk } = server.merchant;
    const anybody = await verify(hash);
    assert.equal(anybody.status, 200, anybody.text);
    assert.deepEqual(Object.keys(anybody.json).sort(), ['created_at', 'digital_source_type', 'ours']);
    assert.equal(anybody.json.ours, true);
    assert.equal(anybody.json.digital_source_type, DIGITAL_SOURCE_TYPES.composed);
    assert.ok(Math.abs(Date.parse(anybody.json.created_at) - Date.now()) < 60_000);
    assert.equal((await verify(hash, sk)).json.tryon_id, id);
    assert.equal((await verify(hash.toUpperCase(), sk)).json.tryon_id, id);
    for (const key of [pk, stranger.sk, server.merchant.liveSk]) {
      assert.deepEqual((await verify(hash, key)).json, anybody.json);
    }
  });

  test('says of a picture that we never served that it is not ours', async () => {
    assert.deepEqual((await verify(newHash())).json, { ours: false });
  });

  test('knows each picture of a try-on, and one that came out twice once', async () => {
    const [one, two] = [newHash(), newHash()];
    const id = await completedWith(one, two, one);
    for (const hash of [one, two]) assert.equal((await verify(hash, server.merchant.sk)).json.tryon_id, id);
  });

  test('still knows a picture whose try-on was erased, but not of which try-on or second', async () => {
    const hash = newHash();
    const id = await completedWith(hash);
    const { sk } = server.merchant;
    assert.equal((await server.call('DELETE', `/v1/tryons/${id}`, { key: sk })).status, 200);
    const erased = await verify(hash, sk);
    assert.deepEqual(erased.json, (await verify(hash)).json);
    assert.equal(erased.json.ours, true);
    assert.match(erased.json.created_at, /T00:00:00\.000Z$/);
    const rows = await server.database
      .sql`select * from result_hashes where sha256 = ${Buffer.from(hash, 'hex')}`;
    assert.ok(!JSON.stringify(rows[0]).includes(id) && !JSON.stringify(rows[0]).includes(server.merchant.id));
  });

  test('refuses what is no SHA-256, and a key that does not exist', async () => {
    for (const sha256 of ['', 'abc', `${newHash()}0`, newHash().replace(/./, 'g')]) {
      assert.equal((await verify(sha256)).status, 422, sha256);
    }
    assert.equal((await server.call('GET', '/v1/tryons/verify')).status, 422);
    assert.equal((await verify(newHash(), `sk_test_${'0'.repeat(40)}`)).status, 401);
  });

  test('counts who asks without a key by their address', async () => {
    const { headers } = await verify(newHash());
    assert.match(headers.get('ratelimit-policy') ?? '', /"ip"/);
  });
});
