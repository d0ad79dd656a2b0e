import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { loadPersonNets, netSize } from './runtime.js';

const folder = new URL('../../models/', import.meta.url);

describe('the vendored networks', () => {
  it('are the files that the NOTICE names, byte for byte, and small enough to ship', async () => {
    const notice = await readFile(new URL('NOTICE', folder), 'utf8');
    const named = [...notice.matchAll(/^\s+(\S+\.(?:json|bin))\s+sha256 ([0-9a-f]{64})$/gm)];
    const shipped = (await readdir(folder)).filter((name) => /\.(json|bin)$/.test(name));
    assert.deepEqual(named.map((match) => match[1]).sort(), shipped.sort());
    let total = 0;
    for (const [, name, sha256] of named) {
      const file = new URL(name!, folder);
      total += (await stat(file)).size;
      assert.equal(
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
        sha256,
        name,
      );
    }
    assert.ok(total < 25_000_000, `${total} bytes`);
  });

  it('see nobody in a grey picture', async () => {
    const nets = await loadPersonNets();
    const grey = new Uint8ClampedArray(netSize * netSize * 3).fill(128);
    const joints = nets.pose(grey);
    assert.equal(joints.length, 51);
    for (let i = 2; i < joints.length; i += 3) assert.ok(joints[i]! < 0.3, `joint ${(i - 2) / 3}`);
    assert.equal(nets.selfieMask(grey).length, netSize * netSize);
    assert.ok(nets.bodyMask(grey).every((v) => v >= 0 && v <= 1));
  });
});
