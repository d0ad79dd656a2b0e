import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestServer } from './test-server.js';

export interface SlowRequest {
  /** Sends the rest, and resolves with the answer. */
  finish(): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Sends a form but for its last byte: a request that has begun, and stays under way until it is told to finish. */
export async function slowForm(
  { url }: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  form: FormData,
): Promise<SlowRequest> {
  const whole = new Response(form);
  const bytes = Buffer.from(await whole.arrayBuffer());
  const outgoing = request(url + path, {
    method,
    headers: {
      ...headers,
      'Content-Type': whole.headers.get('content-type') ?? '',
      'Content-Length': bytes.byteLength,
      Expect: '100-continue',
    },
  });
  const answered = new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, body: JSON.parse(body) }),
        reject,
      );
    });
  });
  // The server has begun with it when it asks for the body.
  await new Promise((resolve) => outgoing.once('continue', resolve));
  await new Promise((resolve) => outgoing.write(bytes.subarray(0, -1), resolve));
  return {
    finish() {
      outgoing.end(bytes.subarray(-1));
      return answered;
    },
  };
}
