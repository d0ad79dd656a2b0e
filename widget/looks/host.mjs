// The page that the screens are seen on: a shop's with nothing on it but the widget, and a phone's.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const EMBED = fileURLToPath(new URL('../dist/embed/', import.meta.url));
const FONTS = fileURLToPath(new URL('./fonts/', import.meta.url));
const KEY = `pk_test_looks${'0'.repeat(27)}aqnxvt`;

/** What the server answers to whoever opens a code's address. */
const PHONE_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Looks</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <link rel="stylesheet" href="/fonts/fonts.css">
  <style>tryon-phone-page { --tryon-font-family: Looks, sans-serif }</style>
  <script type="module" src="/embed/handover.js"></script></html>`;

/** A page of a shop with nothing on it but the widget, and the same fonts on every machine. */
export async function startHost(apiUrl) {
  const page = ({ lang, scheme, text }) => `<!doctype html>
    <html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Looks</title>
    <link rel="stylesheet" href="/fonts/fonts.css">
    <style>
      html { color-scheme: ${scheme}; font: 16px Looks, sans-serif; background: ${scheme === 'dark' ? '#111' : '#e9e6df'} }
      main { padding: 2rem }
      tryon-widget { --tryon-font-family: Looks, sans-serif; font-size: ${text}% }
    </style>
    <main><h1 style="position: absolute; clip-path: inset(50%)">Looks</h1><div id="here"></div></main>
    <script async src="/embed/tryon-embed.js" data-key="${KEY}" data-api-base="${apiUrl}" data-container="#here"
      data-theme="${scheme}" data-analytics="off"
      data-garment-image="${apiUrl}/art/garments/tee-navy.webp?outcome=slow"></script></html>`;
  const types = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    try {
      if (pathname === '/' || pathname.startsWith('/handover/')) {
        const html = pathname === '/' ? page(Object.fromEntries(searchParams)) : PHONE_PAGE;
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(html);
        return;
      }
      const [, kind, ...rest] = pathname.replaceAll('..', '').split('/');
      const folder = kind === 'embed' ? EMBED : FONTS;
      const bytes = await readFile(folder + rest.join('/'));
      const type = types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type }).end(bytes);
    } catch (error) {
      response.writeHead(404).end(String(error.code ?? error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
