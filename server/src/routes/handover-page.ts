import type { FastifyInstance } from 'fastify';

/**
 * What a phone loads that has read a QR code. The same for every id, without a look at the database, so that no id can be
 * probed here: the script reads the secret from the address's fragment, which browsers send to nobody, and asks the API.
 */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Your photo</title>
<link rel="icon" href="data:,">
<script type="module" src="/embed/v1/handover.js"></script>
</head>
<body>
<noscript>This page sends a photo to your computer, and needs JavaScript for it. Please turn it on, or choose a photo on the computer.</noscript>
</body>
</html>
`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Serves the phone's page. Not an operation of the contract: it is the same for everybody. */
export function installHandoverPage(app: FastifyInstance): void {
  app.get('/handover/:id', (_request, reply) =>
    reply
      .headers({
        'Content-Security-Policy': POLICY,
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
        'Permissions-Policy': 'camera=(self)',
      })
      .type('text/html; charset=utf-8')
      .send(PAGE),
  );
}
