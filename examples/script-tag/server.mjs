// Serves this folder, so that the page has an origin: the publishable key lets http://localhost:8080 in, file:// not.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const files = { '/': ['index.html', 'text/html'], '/style.css': ['style.css', 'text/css'] };

createServer(async ({ url = '/' }, response) => {
  const [file, type] = files[url] ?? [];
  if (!file) return response.writeHead(404).end();
  response
    .setHeader('content-type', `${type}; charset=utf-8`)
    .end(await readFile(new URL(file, import.meta.url)));
}).listen(process.env.PORT ?? 8080, () => console.log(`http://localhost:${process.env.PORT ?? 8080}`));
