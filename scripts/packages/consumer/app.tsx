// What a shop writes in React.
import { TryOnWidget, useTryOn } from '@tryon/react';
import type { ReactElement } from 'react';

export function Product(): ReactElement {
  const { status } = useTryOn({ publishableKey: 'pk_test_abc' });
  return (
    <div>
      <p>{status}</p>
      <TryOnWidget
        publishableKey="pk_test_abc"
        garmentImage="https://shop.example/tee.jpg"
        onComplete={(event) => console.log(event.detail.tryon.id)}
      />
    </div>
  );
}

// @ts-expect-error not a layout
export const wrong = <TryOnWidget publishableKey="pk_test_abc" layout="sideways" />;
