'use client';

import { TryOnWidget } from '@tryon/react';
import { useState } from 'react';

export function Buy({ id, title, picture }: { id: string; title: string; picture: string }) {
  const [bag, setBag] = useState<string[]>([]);
  const add = () => setBag([...bag, title]);
  return (
    <>
      <div className="buy">
        <button type="button" onClick={add}>
          Add to bag
        </button>
        <TryOnWidget
          publishableKey="pk_test_demo0000000000000000000000000000aqnxvt"
          apiBase="http://127.0.0.1:4600"
          garmentImage={picture}
          garmentId={id}
          category="tops"
          onAddToCart={(event) => {
            event.preventDefault(); // this page fills its own bag; otherwise the widget looks for a cart
            add();
          }}
        />
      </div>
      <p role="status">{bag.length > 0 ? `In your bag: ${bag.join(', ')}.` : 'Your bag is empty.'}</p>
    </>
  );
}
