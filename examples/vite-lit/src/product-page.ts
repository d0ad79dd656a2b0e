import { defineTryonWidget, type TryonAddToCartEvent } from '@tryon/widget';
import { css, html, LitElement } from 'lit';

const PICTURE = 'http://127.0.0.1:4601/art/garments/tee-navy.webp';

defineTryonWidget();

class ProductPage extends LitElement {
  static override properties = { bag: { state: true } };
  static override styles = css`
    :host { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 2rem 4rem;
      align-items: center; max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem;
      font: 1rem/1.6 system-ui, sans-serif; color: #1c1b1a; }
    img { width: 100%; height: auto; }
    .buy { --tryon-radius: 0; --tryon-color-accent: #7a3b2e; display: grid; gap: 0.75rem; }
    .buy > button { padding: 1rem 1.5rem; border: 0; background: #1c1b1a; color: #fff;
      font: inherit; }
  `;
  declare bag: string[];

  constructor() {
    super();
    this.bag = [];
  }

  override render() {
    return html`
      <img src=${PICTURE} alt="A navy T-shirt" width="768" height="960" />
      <div>
        <h1>Matins Tee</h1>
        <p>Heavy cotton in deep navy. € 32</p>
        <div class="buy">
          <button @click=${() => this.add('Matins Tee')}>Add to bag</button>
          <tryon-widget
            publishable-key="pk_test_demo0000000000000000000000000000aqnxvt"
            api-base="http://127.0.0.1:4600"
            layout="inline"
            garment-image=${PICTURE}
            garment-id="tee-navy"
            category="tops"
            @tryon-add-to-cart=${this.onAddToCart}
          ></tryon-widget>
        </div>
        <p role="status">${this.bag.length ? `In your bag: ${this.bag.join(', ')}.` : 'Your bag is empty.'}</p>
      </div>
    `;
  }

  private onAddToCart(event: TryonAddToCartEvent): void {
    event.preventDefault(); // this page fills its own bag; otherwise the widget looks for a cart
    this.add(event.detail.product.title ?? 'Matins Tee');
  }

  private add(title: string): void {
    this.bag = [...this.bag, title];
  }
}

customElements.define('product-page', ProductPage);
