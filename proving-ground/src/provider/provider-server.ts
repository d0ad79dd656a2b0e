import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';

/** How the provider behaves from now on. `fine` is what it does by itself. */
export type Behaviour =
  | 'fine'
  /** The submit is taken and never answered. */
  | 'submit-hangs'
  /** The submit is taken and its connection cut. */
  | 'submit-cut'
  /** The submit is taken and answered with something that is no answer. */
  | 'submit-garbage'
  /** Runs never end. */
  | 'run-hangs'
  /** Questions are never answered. */
  | 'poll-hangs'
  /** Every other question is answered with cut JSON or an HTML page. */
  | 'poll-garbage'
  /** The picture is none. */
  | 'result-garbage'
  /** Submits are refused with 429. */
  | 'busy'
  /** A run is completed, then running again, then completed with another picture. */
  | 'completes-twice'
  /** A run fails by the provider's own word. */
  | 'fails';

export interface TestProvider {
  readonly url: string;
  /** How often each try-on was bought. */
  readonly bought: ReadonlyMap<string, number>;
  /** Those that were bought while an earlier run of theirs had not been seen to be worth nothing. */
  readonly paidTwice: ReadonlySet<string>;
  readonly canceled: ReadonlySet<string>;
  /** Try-ons of `completes-twice` that were asked about after they had been answered as completed. */
  readonly askedAgain: ReadonlySet<string>;
  /** Resolves when the first of `completes-twice` has been answered as completed. */
  readonly firstCompleted: Promise<void>;
  /** Submits that were refused. */
  refused(): number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

interface Run {
  readonly tryonId: string;
  readonly behaviour: Behaviour;
  readonly doneAt: number;
  asked: number;
  /** Answers since it was done. */
  told: number;
  /** It was answered as failed, or with a picture that is none: another one may be bought. */
  worthless: boolean;
}

/** A provider that takes `runMs` for a run, counts what it sells, and can be told to misbehave. */
export async function startProvider(runMs: number): Promise<TestProvider> {
  const runs = new Map<string, Run>();
  const bought = new Map<string, number>();
  const canceled = new Set<string>();
  const paidTwice = new Set<string>();
  const askedAgain = new Set<string>();
  let completed: () => void = () => undefined;
  const firstCompleted = new Promise<void>((resolve) => {
    completed = resolve;
  });
  let behaviour: Behaviour = 'fine';
  let refused = 0;
  const pictures = await Promise.all(['#8899aa', '#aa9988'].map(picture));

  const submit = async (request: IncomingMessage, response: ServerResponse) => {
    const tryonId = await textOf(request);
    if (behaviour === 'busy') {
      refused++;
      return void response.writeHead(429, { 'retry-after': '2' }).end();
    }
    bought.set(tryonId, (bought.get(tryonId) ?? 0) + 1);
    if ([...runs.values()].some((run) => run.tryonId === tryonId && !run.worthless)) paidTwice.add(tryonId);
    const id = randomBytes(9).toString('hex');
    runs.set(id, { tryonId, behaviour, doneAt: Date.now() + runMs, asked: 0, told: 0, worthless: false });
    if (behaviour === 'submit-hangs') return;
    if (behaviour === 'submit-cut') return void request.socket.destroy();
    if (behaviour === 'submit-garbage') return void response.end('<html>502 Bad Gateway</html>');
    json(response, { id });
  };
  const answer = (run: Run, response: ServerResponse) => {
    const asked = run.asked++;
    const done = Date.now() >= run.doneAt && run.behaviour !== 'run-hangs';
    if (run.behaviour === 'poll-hangs') return;
    if (run.behaviour === 'poll-garbage' && asked % 2 === 0)
      return void response.end(asked % 4 === 0 ? '{"status":"run' : '<html>');
    if (!done) return json(response, { status: 'running' });
    const told = run.told++;
    if (run.behaviour === 'completes-twice') {
      if (told > 0) askedAgain.add(run.tryonId);
      if (told === 1) return json(response, { status: 'running' });
      response.once('finish', completed);
    }
    if (run.behaviour === 'fails' || run.behaviour === 'result-garbage') run.worthless = true;
    if (run.behaviour === 'fails') return json(response, { status: 'failed' });
    response.setHeader('content-type', 'image/webp');
    if (run.behaviour === 'result-garbage') return void response.end('RIFF, but no picture');
    response.end(pictures[told % 2 === 0 && told > 0 ? 1 : 0]);
  };

  const server = createServer((request, response) => {
    const [, , id = '', files] = (request.url ?? '').split('/');
    const run = runs.get(id);
    if (request.method === 'POST') {
      submit(request, response).catch(() => request.socket.destroy());
    } else if (!run) response.writeHead(404).end();
    else if (request.method === 'DELETE') {
      if (files === undefined) canceled.add(run.tryonId);
      response.writeHead(204).end();
    } else answer(run, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bought,
    canceled,
    paidTwice,
    askedAgain,
    firstCompleted,
    refused: () => refused,
    behave: (next) => {
      behaviour = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/** Of the 2:3 that providers make, and with something on it, so that the result guard lets it through. */
function picture(background: string): Promise<Buffer> {
  const figure = Buffer.from(
    '<svg width="96" height="144"><ellipse cx="48" cy="72" rx="24" ry="52" fill="#808080"/></svg>',
  );
  return sharp({ create: { width: 96, height: 144, channels: 3, background } })
    .composite([{ input: figure }])
    .webp()
    .toBuffer();
}
