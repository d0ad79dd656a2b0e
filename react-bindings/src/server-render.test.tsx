import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderToString } from 'react-dom/server';
import { TryOnWidget, useTryOn } from './index.js';

test('the component renders on a server: where it stands, and none of its properties', () => {
  const html = renderToString(
    <TryOnWidget
      publishableKey="pk_test_x"
      garmentImage="https://shop.example/tee.jpg"
      className="try"
      lang="de"
      style={{ '--tryon-radius': '2px' }}
      onReady={() => undefined}
    >
      <span slot="trigger">See it on you</span>
    </TryOnWidget>,
  );
  assert.equal(
    html,
    '<tryon-widget class="try" lang="de" style="--tryon-radius:2px"><span slot="trigger">See it on you</span></tryon-widget>',
  );
});

test('the hook renders on a server as idle, whatever the key is', () => {
  function Page() {
    const { status, error, result } = useTryOn({ publishableKey: '' });
    return (
      <p>
        {status} {String(error)} {String(result)}
      </p>
    );
  }
  assert.match(renderToString(<Page />), /idle.*undefined.*undefined/);
});

test('what runs in browsers says so to server components, after the build, too', () => {
  for (const file of ['tryon-widget.js', 'use-tryon.js']) {
    const built = readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8');
    assert.match(built, /^'use client';\n/, file);
  }
});
