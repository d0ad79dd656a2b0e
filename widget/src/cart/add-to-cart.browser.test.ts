import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { addToCart, type Wanted } from './add-to-cart.js';
import type { CartOutcome } from './outcome.js';
import type { ShopifyWindow } from './shopify.js';
import type { WooWindow } from './woocommerce.js';

const SOLD_OUT = '404404';
const BROKEN = '500500';
const NO_CART = '404000';
const WARNED = '200200';

interface Asked {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A page with some markup and what its platform puts on the window. */
async function add(
  markup: TemplateResult,
  globals: ShopifyWindow & WooWindow,
  wanted: Wanted = { isOnPage: true },
): Promise<CartOutcome> {
  fixtureCleanup();
  await fixture(html`<main>${markup}</main>`);
  await fetch('/test-carts');
  const page = { document, ...globals } as unknown as Parameters<typeof addToCart>[0];
  return addToCart(page, wanted, new AbortController().signal);
}

const asked = async (): Promise<readonly Asked[]> => (await fetch('/test-carts')).json();

/** The product form of Shopify's themes, with a payment plan's form of the same variant before it, as in Dawn. */
const shopifyPage = (variant: string, more: TemplateResult = html``) => html`
  <form method="post" action="/cart/add" class="installment"><input type="hidden" name="id" value=${variant} /></form>
  <form method="post" action="/en/cart/add" data-type="add-to-cart-form">
    <input type="hidden" name="id" value=${variant} disabled />
    <input name="quantity" value="2" />
    ${more}
    <button type="submit" name="add">Add to cart</button>
  </form>
`;
const shopify = (shop: ShopifyWindow['Shopify'] = {}): ShopifyWindow => ({
  Shopify: { shop: 'tee.myshopify.com', routes: { root: '/en/' }, ...shop },
});

const wooPage = (fields: TemplateResult, kind = '') => html`
  <div class="product">
    <form class="cart ${kind}" method="post" action="/product/tee/">
      ${fields}
      <input type="number" name="quantity" value="1" />
      <button type="submit" name="add-to-cart" value="17" class="single_add_to_cart_button button">Add</button>
    </form>
  </div>
`;
const woo: WooWindow = {
  wc_add_to_cart_params: { wc_ajax_url: '/?wc-ajax=%%endpoint%%', cart_url: '/cart/' },
};
const variations = (size: string) =>
  JSON.stringify([
    { variation_id: 171, attributes: { attribute_pa_color: 'navy', attribute_pa_size: size } },
  ]);
const wooVariations = (list: string, id = '171') => html`
  <div class="product">
    <form class="variations_form cart" data-product_variations=${list}>
      <select name="attribute_pa_size"><option value="m">M</option></select>
      <input type="hidden" name="add-to-cart" value="17" />
      <input type="hidden" name="product_id" value="17" />
      <input type="hidden" name="variation_id" value=${id} />
      <input type="number" name="quantity" value="1" />
      <button type="submit" class="single_add_to_cart_button button">Add</button>
    </form>
  </div>
`;

describe('a Shopify shop’s bag', () => {
  it('gets the chosen variant with the form’s quantity and properties, in the shopper’s language', async () => {
    const outcome = await add(
      shopifyPage('4001', html`<input name="properties[Monogram]" value="AB" />`),
      shopify(),
    );
    expect(outcome).to.deep.equal({ kind: 'added', cartUrl: '/en/cart' });
    const [call] = await asked();
    expect(call?.path).to.equal('/en/cart/add.js');
    expect(call?.fields).to.deep.equal({ quantity: '2', 'properties[Monogram]': 'AB', id: '4001' });
  });

  it('is drawn anew by Dawn’s own drawer, and announced to other themes', async () => {
    const drawer = document.createElement('cart-drawer');
    const drawn: unknown[] = [];
    Object.assign(drawer, {
      getSectionsToRender: () => [{ id: 'cart-drawer' }, { id: 'cart-icon-bubble' }],
      renderContents: (state: { sections: unknown }) => drawn.push(state.sections),
    });
    document.body.append(drawer);
    const heard: string[] = [];
    const hear = (event: Event) => heard.push(event.type);
    for (const type of ['cart:update', 'cart:refresh']) document.addEventListener(type, hear, { once: true });
    try {
      await add(shopifyPage('4001'), shopify());
    } finally {
      drawer.remove();
    }
    expect(drawn).to.deep.equal([
      { 'cart-drawer': '<i>cart-drawer</i>', 'cart-icon-bubble': '<i>cart-icon-bubble</i>' },
    ]);
    expect(heard).to.deep.equal(['cart:update', 'cart:refresh']);
  });

  it('is filled by the standard action where the theme has taken it over', async () => {
    const lines: unknown[] = [];
    const updateCart = Object.assign(
      async (update: { lines: readonly unknown[] }) => {
        lines.push(...update.lines);
        return { userErrors: [] };
      },
      { isDefault: () => false },
    );
    const outcome = await add(shopifyPage('4001'), shopify({ actions: { updateCart } }));
    expect(outcome.kind).to.equal('added');
    expect(lines).to.deep.equal([{ merchandiseId: 'gid://shopify/ProductVariant/4001', quantity: 2 }]);
    expect(await asked()).to.deep.equal([]);
  });

  it('says in the shop’s own words why a variant cannot be had', async () => {
    const outcome = await add(shopifyPage(SOLD_OUT), shopify());
    expect(outcome).to.deep.equal({
      kind: 'refused',
      why: 'shop',
      message: "The product 'Tee - M' is already sold out.",
    });
    const updateCart = Object.assign(async () => ({ userErrors: [{ message: 'Sold out' }] }), {
      isDefault: () => false,
    });
    expect(await add(shopifyPage('4001'), shopify({ actions: { updateCart } }))).to.deep.equal({
      kind: 'refused',
      why: 'shop',
      message: 'Sold out',
    });
  });

  it('asks for a choice when no variant is chosen', async () => {
    expect(await add(shopifyPage(''), shopify())).to.deep.equal({ kind: 'refused', why: 'choose' });
    expect(await asked()).to.deep.equal([]);
  });

  it('leaves it to the form’s button where there is no such cart, and never adds twice where nobody knows', async () => {
    const outcome = await add(shopifyPage(NO_CART), shopify());
    expect(outcome.kind === 'press' && outcome.button.getAttribute('name')).to.equal('add');
    expect(await add(shopifyPage(BROKEN), shopify())).to.deep.equal({ kind: 'refused', why: 'noAnswer' });
  });

  it('gets what the quick view sells, not the page under it', async () => {
    const meta = { product: { variants: [{ id: 4001 }] } };
    const both = html`${shopifyPage('4001')}
      <form action="/cart/add" role="dialog"><input name="id" value="5001" /><button>Add</button></form>`;
    await add(both, { ...shopify(), ShopifyAnalytics: { meta } }, { isOnPage: true, variantId: '5001' });
    expect((await asked()).map(({ fields }) => fields['id'])).to.deep.equal(['5001']);
  });

  it('takes the form of the page’s product among those of recommendations, and none if it cannot tell', async () => {
    const markup = html`
      <form action="/cart/add"><input name="id" value="9009" /><button>Add</button></form>
      ${shopifyPage('4001')}
    `;
    const meta = { product: { variants: [{ id: 4001 }, { id: 4002 }] } };
    await add(markup, { ...shopify(), ShopifyAnalytics: { meta } });
    expect((await asked())[0]?.fields['id']).to.equal('4001');
    expect(await add(markup, shopify())).to.deep.equal({ kind: 'unknown' });
    await add(markup, shopify(), { isOnPage: true, variantId: '4001' });
    expect((await asked())[0]?.fields['quantity']).to.equal('2');
  });

  it('gets a piece of another page by its variant, and none that it does not know', async () => {
    const another = { isOnPage: false, variantId: '7007' };
    expect((await add(shopifyPage('4001'), shopify(), another)).kind).to.equal('added');
    expect((await asked())[0]?.fields).to.deep.equal({ id: '7007' });
    expect(await add(shopifyPage('4001'), shopify(), { isOnPage: false })).to.deep.equal({ kind: 'unknown' });
  });
});

describe('a WooCommerce shop’s bag', () => {
  it('gets a simple product, and the page hears of it as from WooCommerce itself', async () => {
    const told: unknown[][] = [];
    const jQuery = Object.assign((target: unknown) => ({
      target,
      trigger: (event: string, args: readonly { target?: Element }[] = []) => told.push([event, ...args]),
    }));
    const outcome = await add(wooPage(html`<input type="hidden" name="_wpnonce" value="x" />`), {
      ...woo,
      jQuery,
    });
    expect(outcome).to.deep.equal({ kind: 'added', cartUrl: '/cart/' });
    expect((await asked())[0]?.fields).to.deep.equal({ product_id: '17', quantity: '1' });
    const [event, fragments, hash, button] = told[0] ?? [];
    expect([event, hash]).to.deep.equal(['added_to_cart', 'h4sh']);
    expect(fragments).to.have.property('div.widget_shopping_cart_content');
    // WooCommerce's listener reads data from the button.
    expect((button as { target: Element }).target.className).to.contain('single_add_to_cart_button');
  });

  it('gets the chosen variation, and tells a page without jQuery in the blocks’ way', async () => {
    let heard = false;
    document.body.addEventListener('wc-blocks_added_to_cart', () => (heard = true), { once: true });
    expect((await add(wooVariations(variations('m')), woo)).kind).to.equal('added');
    expect((await asked())[0]?.fields).to.deep.equal({ product_id: '171', quantity: '1' });
    expect(heard).to.equal(true);
  });

  it('gets what the quick view sells, and nothing where several forms might be meant', async () => {
    const both = html`${wooPage(html``)}
      <form class="cart"><button class="single_add_to_cart_button" value="29" name="add-to-cart">Add</button></form>`;
    await add(both, woo, { isOnPage: true, productId: '29' });
    expect((await asked())[0]?.fields['product_id']).to.equal('29');
    expect(await add(both, woo, { isOnPage: true, productId: 'SKU' })).to.deep.equal({ kind: 'unknown' });
  });

  it('is read past a plugin’s warning, and not filled twice where nobody knows what came of it', async () => {
    const page = (id: string) =>
      html`<form class="cart"><button class="single_add_to_cart_button" value=${id}>Add</button></form>`;
    expect((await add(page(WARNED), woo)).kind).to.equal('added');
    expect(await add(page(BROKEN), woo)).to.deep.equal({ kind: 'refused', why: 'noAnswer' });
    expect((await add(page(NO_CART), woo)).kind).to.equal('press');
  });

  it('is left to the page’s button where an id does not say it all', async () => {
    for (const markup of [
      wooVariations(variations('')),
      wooVariations('false'),
      wooPage(html`<input name="addon-engraving" value="AB" />`),
      wooPage(html`<input name="quantity[21]" value="1" />`, 'grouped_form'),
    ]) {
      expect((await add(markup, woo)).kind).to.equal('press');
    }
    expect(await asked()).to.deep.equal([]);
  });

  it('says that it is sold out, that a choice is missing, or that the shop said no', async () => {
    const soldOut = html`<div class="product"><p class="stock out-of-stock">Out of stock</p></div>`;
    expect(await add(soldOut, woo)).to.deep.equal({ kind: 'refused', why: 'soldOut' });
    const page = (classes: string) => html`<form class="cart">
      <button class="single_add_to_cart_button ${classes}">Add</button>
    </form>`;
    expect(await add(page('disabled wc-variation-selection-needed'), woo)).to.have.property('why', 'choose');
    expect(await add(page('disabled wc-variation-is-unavailable'), woo)).to.have.property('why', 'soldOut');
    const listed = JSON.stringify([{ variation_id: 404404, attributes: { attribute_pa_size: 'm' } }]);
    expect(await add(wooVariations(listed, SOLD_OUT), woo)).to.deep.equal({ kind: 'refused', why: 'shop' });
  });
});

describe('any other shop’s bag', () => {
  for (const [what, markup] of [
    ['Magento', html`<button id="product-addtocart-button">Add</button>`],
    ['BigCommerce', html`<form data-cart-item-add><input type="submit" id="form-action-addToCart" /></form>`],
    ['a shop of its own', html`<form action="/basket/cart"><button>Add</button></form>`],
  ] as const) {
    it(`is reached by the page’s own button: ${what}`, async () => {
      expect((await add(markup, {})).kind).to.equal('press');
    });
  }

  it('does not get a piece of another page by this page’s button', async () => {
    const button = html`<button id="product-addtocart-button">Add</button>`;
    expect(await add(button, {}, { isOnPage: false })).to.deep.equal({ kind: 'unknown' });
  });

  it('is left alone where the button is not surely the product’s', async () => {
    const hidden = html`<form action="/cart" hidden><button>Add</button></form>`;
    const two = [1, 2].map(() => html`<form action="/cart"><button>Add</button></form>`);
    expect(await add(html`${two}`, {})).to.deep.equal({ kind: 'unknown' });
    expect(await add(hidden, {})).to.deep.equal({ kind: 'unknown' });
  });
});
