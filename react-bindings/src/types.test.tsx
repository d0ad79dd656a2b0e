import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { TryonWidgetElement } from '@tryon/widget';
import { type ReactNode, useRef } from 'react';
import { TryOnWidget, type TryOnWidgetProps, useTryOn } from './index.js';

// Compiled, never run, with the types of React 19 by the build and with those of React 18 by a test: each
// `@ts-expect-error` fails when its line starts to compile.
export function Compiles({ product }: { product: { image: string; id: string } }): ReactNode {
  const element = useRef<TryonWidgetElement>(null);
  const { status, progress, result, error, submit } = useTryOn({
    publishableKey: 'pk_test_x',
    mode: 'quality',
  });
  // @ts-expect-error a result may be missing
  result.output;
  // @ts-expect-error a garment is asked for
  void submit(new Blob());
  return (
    <main>
      {status === 'working' && <progress max={100} value={progress?.percent} />}
      {error} {result?.output[0]?.url}
      <button type="button" onClick={() => void element.current?.show()}>
        Open
      </button>
      <TryOnWidget
        ref={element}
        key={product.id}
        publishableKey="pk_test_x"
        garmentImage={product.image}
        style={{ '--tryon-color-accent': 'rebeccapurple', marginBlock: '1rem' }}
        onAddToCart={(event) => event.respondWith(Promise.resolve(event.detail.tryon.id))}
        onPhotoSelect={(event) => event.detail.source === 'camera' && event.preventDefault()}
      >
        <span slot="trigger">See it on you</span>
      </TryOnWidget>
      {/* @ts-expect-error a key is needed */}
      <TryOnWidget garmentImage={product.image} />
      {/* @ts-expect-error no such layout */}
      <TryOnWidget publishableKey="pk_test_x" layout="corner" />
      {/* @ts-expect-error no such event */}
      <TryOnWidget publishableKey="pk_test_x" onSubmitted={() => undefined} />
    </main>
  );
}

/** Public properties of the element that are no props: what is only read, and what React sets by its own means. */
const NO_PROPS = ['state', 'tryon', 'lang'];

test('every public property and event of the element is a prop', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../widget/custom-elements.json', import.meta.url), 'utf8'),
  ) as {
    modules: { declarations: { tagName?: string; members?: Member[]; events?: { name: string }[] }[] }[];
  };
  type Member = { kind: string; name: string; privacy?: string; readonly?: boolean };
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find(({ tagName }) => tagName === 'tryon-widget');
  const properties = (element?.members ?? []).filter(
    ({ kind, privacy, name }) =>
      kind === 'field' && (privacy ?? 'public') === 'public' && !NO_PROPS.includes(name),
  );
  const events = (element?.events ?? []).map(({ name }) => `on-${name.replace('tryon-', '')}`);
  const names = events.map((name) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const wanted = [...properties.map(({ name }) => name), ...names];
  const source = readFileSync(new URL('../src/tryon-widget-props.ts', import.meta.url), 'utf8');
  const missing = wanted.filter(
    (name) => !source.includes(`readonly ${name}?:`) && !source.includes(`readonly ${name}:`),
  );
  assert.ok(wanted.length > 15, wanted.join(', '));
  assert.deepEqual(missing, []);
});

// A prop that the element has not would be set and do nothing.
const _names: Record<Exclude<keyof TryOnWidgetProps, keyof TryonWidgetElement | `on${string}`>, true> = {};
