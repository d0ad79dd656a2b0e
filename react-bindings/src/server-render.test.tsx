import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderToString } from 'react-dom/server';
import { TryOnWidget, useTryOn } from './index.js';

test('the component renders on a server, where there is no browser', () => {
  const html = renderToString(
    <TryOnWidget
      publishableKey="pk_test_x"
      garmentImage="https://shop.example/tee.jpg"
      onReady={() => undefined}
    >
      <span slot="trigger">See it on you</span>
    </TryOnWidget>,
  );
  assert.match(html, /^<tryon-widget/);
  assert.match(html, /See it on you/);
});

test('the hook renders on a server as idle', () => {
  function Page() {
    const { status, error, tryon } = useTryOn({ publishableKey: `pk_test_${'0'.repeat(38)}` });
    return (
      <p>
        {status} {String(error)} {String(tryon)}
      </p>
    );
  }
  assert.match(renderToString(<Page />), /idle.*undefined.*undefined/);
});
