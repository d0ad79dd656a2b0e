// The carts of two kinds of shops, on the test pages' own origin: a real server that answers as Shopify and WooCommerce
// document it. What was asked of it is told at `/test-carts`; variant and product ids choose the outcome.

const SOLD_OUT = '404404';
const BROKEN = '500500';
const NO_CART = '404000';
const WARNED = '200200';

/** Middleware for web-test-runner. */
export function shopCarts() {
  const asked = [];
  return async (context, next) => {
    if (context.path === '/test-carts') {
      context.body = asked.splice(0);
      return;
    }
    const isShopify = context.path.endsWith('/cart/add.js');
    const isWoo = context.query['wc-ajax'] === 'add_to_cart';
    if (context.method !== 'POST' || !(isShopify || isWoo)) return next();
    const fields = await formOf(context.req);
    asked.push({ path: context.path, fields });
    const id = isShopify ? fields.id : fields.product_id;
    if (id === BROKEN || id === NO_CART) {
      context.status = id === NO_CART ? 404 : 200;
      context.type = 'text/html';
      context.body = '<!doctype html><title>Shop</title>';
    } else if (id === WARNED) {
      context.body = `<br />\n<b>Notice</b>: x<br />\n${JSON.stringify({ fragments: {}, cart_hash: 'h' })}`;
    } else if (isShopify) shopify(context, id, fields);
    else woo(context, id);
  };
}

function shopify(context, id, { quantity = '1', sections }) {
  if (id === SOLD_OUT) {
    context.status = 422;
    const description = "The product 'Tee - M' is already sold out.";
    context.body = { status: 422, message: 'Cart Error', description };
    return;
  }
  const drawn = sections && Object.fromEntries(sections.split(',').map((name) => [name, `<i>${name}</i>`]));
  context.body = { id: Number(id), quantity: Number(quantity), ...(drawn && { sections: drawn }) };
}

function woo(context, id) {
  context.body =
    id === SOLD_OUT
      ? { error: true, product_url: '/product/tee/' }
      : { fragments: { 'div.widget_shopping_cart_content': '<div>1</div>' }, cart_hash: 'h4sh' };
}

async function formOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const form = await new Response(body, {
    headers: { 'Content-Type': request.headers['content-type'] },
  }).formData();
  return Object.fromEntries(form);
}
