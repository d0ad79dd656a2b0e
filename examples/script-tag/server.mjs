// Serves this folder, so that the page has an origin: the publishable key lets http://localhost:8080 in, file:// not.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const port = process.env.PORT ?? 8080;
const types = new Map([
  ['index.html', 'text/html'],
  ['style.css', 'text/css'],
]);

createServer(async ({ url = '/' }, response) => {
  const file = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
  const type = types.get(file);
  if (!type) return response.writeHead(404).end();
  response.setHeader('content-type', `${type}; charset=utf-8`);
  return response.end(await readFile(new URL(file, import.meta.url)));
}).listen(port, () => console.log(`http://localhost:${port}`));
