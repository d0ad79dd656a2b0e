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
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const files = {
  '/': ['index.html', 'text/html'],
  '/page.js': ['page.js', 'text/javascript'],
  '/style.css': ['style.css', 'text/css'],
};

createServer(async ({ url = '/' }, response) => {
  const [file, type] = files[url] ?? [];
  if (!file) return response.writeHead(404).end();
  response.setHeader('content-security-policy', policy);
  response
    .setHeader('content-type', `${type}; charset=utf-8`)
    .end(await readFile(new URL(file, import.meta.url)));
}).listen(process.env.PORT ?? 8080, () => console.log(`http://localhost:${process.env.PORT ?? 8080}`));
