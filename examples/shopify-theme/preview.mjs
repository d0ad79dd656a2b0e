// A product page without a shop: renders the block as Shopify would, with these settings, into a theme's markup.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Liquid } from 'liquidjs';

const block = readFileSync(new URL('extensions/try-on/blocks/try-on.liquid', import.meta.url), 'utf8');
const template = block.slice(0, block.indexOf('{% schema %}'));
const settings = {
  key: 'pk_test_demo0000000000000000000000000000aqnxvt',
  service: 'http://127.0.0.1:4600',
  ...{ category: 'tops', accent: '#7a3b2e', radius: 4 },
};
const picture = 'http://127.0.0.1:4601/art/garments/tee-navy.webp';
// What themes print by Shopify's filter structured_data.
const product = { '@context': 'https://schema.org/', '@type': 'Product', name: 'Matins Tee', image: picture };
const html = await new Liquid().parseAndRender(template, {
  block: { id: 'b1', settings, shopify_attributes: '' },
});
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Matins Tee</title>
<meta name="viewport" content="width=device-width"><style>body{max-width:60rem;margin:3rem auto;padding:0 1.5rem;font:1rem/1.6 system-ui}main{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:2rem 4rem;align-items:center}img{width:100%}form{display:grid;gap:.75rem}button{padding:1rem;font:inherit}</style>
<script type="application/ld+json">${JSON.stringify(product)}</script></head><body><main>
<div class="product__media"><img src="${picture}" alt="A navy T-shirt" width="384"></div>
<div><h1>Matins Tee</h1><form action="/cart/add" method="post"><button name="add">Add to cart</button>${html}</form></div></main></body></html>`;

const port = process.env.PORT ?? 8080;
createServer((_, response) =>
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page),
).listen(port, () => console.log(`http://localhost:${port}`));
