import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const tryon = 'http://127.0.0.1:4600';
const pictures = 'http://127.0.0.1:4601';

// Everything is closed but what the page itself needs and these three of TryOn's: its script, its API, and the
// pictures, where blob: is the shopper's own photo before it is sent. No 'unsafe-inline', no nonce, no eval.
const policy = [
  "default-src 'none'",
  `script-src 'self' ${tryon}`,
  `connect-src ${tryon} blob:`,
  `img-src ${tryon} blob: ${pictures}`,
  "style-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const port = process.env.PORT ?? 8080;
const types = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

createServer(async ({ url = '/' }, response) => {
  const file = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
  if (!['index.html', 'page.js', 'style.css'].includes(file)) return response.writeHead(404).end();
  response.setHeader('content-security-policy', policy);
  response.setHeader('content-type', `${types[file.split('.')[1]]}; charset=utf-8`);
  return response.end(await readFile(new URL(file, import.meta.url)));
}).listen(port, () => console.log(`http://localhost:${port}`));
