// Runs in Node what was installed: every entry can be imported on a server, and React renders there.
import assert from 'node:assert/strict';
import { TryOnWidget } from '@tryon/react';
import { TryOn, TryOnError } from '@tryon/sdk';
import { PageClient } from '@tryon/sdk/page';
import { rawClient } from '@tryon/sdk/raw';
import { verifyWebhook } from '@tryon/sdk/webhooks';
import manifest from '@tryon/widget/custom-elements.json' with { type: 'json' };
import { createElement, version } from 'react';
import { renderToString } from 'react-dom/server';

assert.throws(() => new TryOn({ apiKey: 'none' }), TryOnError);
assert.equal(new PageClient({ apiKey: 'pk_test_abc' }).baseUrl, 'http://127.0.0.1:4600');
assert.equal(typeof rawClient(new TryOn({ apiKey: 'sk_test_abc' })).GET, 'function');
await assert.rejects(verifyWebhook('{}', {}, 'whsec_AAAA'), { code: 'missing_header' });
assert.equal(manifest.modules[0].declarations[0].tagName, 'tryon-widget');
const html = renderToString(createElement(TryOnWidget, { publishableKey: 'pk_test_abc' }));
assert.match(html, /<tryon-widget[ >]/);
console.log(`runs with React ${version}`);
