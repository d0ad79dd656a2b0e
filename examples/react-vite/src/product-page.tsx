import { TryOnWidget } from '@tryon/react';
import { useState } from 'react';

const PICTURE = 'http://127.0.0.1:4601/art/garments/tee-navy.webp';

export function ProductPage() {
  const [bag, setBag] = useState<string[]>([]);
  const add = () => setBag([...bag, 'Matins Tee']);
  return (
    <main>
      <img src={PICTURE} alt="A navy T-shirt" width={768} height={960} />
      <div>
        <h1>Matins Tee</h1>
        <p>Heavy cotton in deep navy. € 32</p>
        <div className="buy">
          <button type="button" onClick={add}>
            Add to bag
          </button>
          <TryOnWidget
            publishableKey="pk_test_demo0000000000000000000000000000aqnxvt"
            apiBase="http://127.0.0.1:4600"
            garmentImage={PICTURE}
            garmentId="tee-navy"
            category="tops"
            onAddToCart={(event) => {
              event.preventDefault(); // this page fills its own bag; otherwise the widget looks for a cart
              add();
            }}
          />
        </div>
        <p role="status">{bag.length > 0 ? `In your bag: ${bag.join(', ')}.` : 'Your bag is empty.'}</p>
      </div>
    </main>
  );
}
