import { createServer } from 'node:http';
import { ApiError, TryOn, TryOnError } from '@tryon/sdk';
import { verifyWebhook, WebhookVerificationError } from '@tryon/sdk/webhooks';

// The key is the demo shop's, which works with `npm start` only. Yours belongs into the environment, never into a page.
const apiKey = process.env.TRYON_SECRET_KEY ?? 'sk_test_demo0000000000000000000000000000rwc7jf';
const baseUrl = process.env.TRYON_API ?? 'http://127.0.0.1:4600';
const port = Number(process.env.PORT ?? 3000);
const MAX_PHOTO_BYTES = 15_000_000;

const client = new TryOn({ apiKey, baseUrl });
const webhookSecret =
  process.env.TRYON_WEBHOOK_SECRET ?? (await register(`http://localhost:${port}/hooks/tryon`).catch(giveUp));

/** What the webhooks told: try-on -> how it ended. Your database, in a real shop. @type {Map<string, string>} */
const outcomes = new Map();
/** An event may come twice; what was dealt with is not done again. @type {Set<string>} */
const dealtWith = new Set();

/** Asks for webhooks and answers their secret. In production you do this once and keep the secret. @param {string} url */
async function register(url) {
  for await (const endpoint of client.webhookEndpoints.list()) {
    if (endpoint.url === url) await client.webhookEndpoints.delete(endpoint.id); // of the last run; its secret is gone
  }
  return (await client.webhookEndpoints.create({ url, events: ['tryon.completed', 'tryon.failed'] })).secret;
}

/** Says in one line why nothing can be served. @param {unknown} error @returns {never} */
function giveUp(error) {
  const isOurs = error instanceof TryOnError || (error instanceof Error && 'syscall' in error);
  console.error(isOurs ? error.message : error);
  process.exit(1);
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_PHOTO_BYTES) throw new RangeError('The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const server = createServer(async (request, response) => {
  /** @param {number} status @param {unknown} body */
  const answer = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  try {
    if (request.method === 'POST' && pathname === '/tryons') {
      const photo = await bodyOf(request);
      const { id, status } = await client.tryons.create({
        model_image: photo.length > 0 ? photo : 'img_sandbox_amara', // a stand-in model, with test keys
        garment_image: searchParams.get('garment') ?? 'img_sandbox_tee-navy', // or the address of a picture
      });
      return answer(202, { id, status });
    }
    if (request.method === 'POST' && pathname === '/hooks/tryon') {
      // Throws unless TryOn sent exactly these bytes, within the last five minutes.
      const event = await verifyWebhook(await bodyOf(request), request.headers, webhookSecret);
      if (!dealtWith.has(event.id)) {
        dealtWith.add(event.id);
        if (event.type === 'tryon.completed' || event.type === 'tryon.failed') {
          outcomes.set(event.data.id, event.type);
          console.log(event.type, event.data.id);
        }
      }
      return response.writeHead(204).end();
    }
    const id = /^\/tryons\/(tryon_\w+)$/.exec(pathname)?.[1];
    if (request.method === 'GET' && id) {
      const tryon = await client.tryons.get(id); // with links to the pictures that work for an hour
      return answer(200, {
        id,
        status: tryon.status,
        webhook: outcomes.get(id),
        picture: tryon.output?.[0]?.url,
      });
    }
    return answer(404, { error: 'Try POST /tryons, then GET /tryons/{id}' });
  } catch (error) {
    if (error instanceof RangeError) return answer(413, { error: error.message });
    if (error instanceof WebhookVerificationError) return answer(400, { error: error.code });
    // What was sent is at fault: its detail says how. A wrong key is nothing that a caller could mend.
    if (error instanceof ApiError && [400, 404, 413, 415, 422].includes(error.status)) {
      return answer(error.status, { error: error.detail, code: error.code });
    }
    console.error(error instanceof TryOnError ? error.message : error);
    return answer(502, { error: 'The try-on could not be made' });
  }
});

server
  .once('error', giveUp)
  .listen(port, () => console.log(`http://localhost:${port}, webhooks are verified`));
