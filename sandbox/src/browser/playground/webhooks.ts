import type { ActivityLog } from './activity-log.js';
import { type ArrivedWebhook, webhookRow } from './activity-row.js';
import { need } from './need.js';

const REPLAY_TIMEOUT_MS = 15_000;

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`/playground/webhooks/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REPLAY_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the sandbox answered ${response.status}`);
}

export interface Webhooks {
  replay(eventId: string): void;
}

/** Shows the webhooks that the sandbox's server gets, as they come. `log` is asked for late: it needs `replay`. */
export function connectWebhooks(root: HTMLElement, log: () => ActivityLog): Webhooks {
  const state = need(root, '[data-hook-state]');
  const say = (text: string): void => {
    state.textContent = text;
  };
  const attempt = (work: Promise<void>, done: string): void => {
    work.then(
      () => say(done),
      (error: unknown) => {
        console.info('playground: the sandbox did not do it', error);
        say('That did not work: the sandbox’s server could not ask the service. Try again.');
      },
    );
  };
  if (root.hasAttribute('data-has-webhooks')) {
    const refuse = need<HTMLButtonElement>(root, '[data-refuse-next]');
    refuse.addEventListener('click', () =>
      attempt(
        post('refuse-next', {}),
        'The next webhook is answered with 500; the service tries again after 5 s.',
      ),
    );
    const stream = new EventSource('/playground/webhooks');
    stream.addEventListener('state', (event) => {
      const isListening = (JSON.parse(event.data) as { state: string }).state === 'listening';
      // The server's memory is the truth: after a lost connection everything comes again.
      log().drop('webhook');
      refuse.hidden = !isListening;
      say(
        isListening
          ? 'The sandbox’s server listens as a merchant’s does, and checks every signature.'
          : 'The service did not take the webhook endpoint; asking again.',
      );
    });
    stream.addEventListener('arrival', (event) => {
      const arrived = JSON.parse(event.data) as ArrivedWebhook;
      log().show(`webhook-${arrived.number}`, webhookRow(arrived));
    });
    stream.addEventListener('error', () => say('The sandbox’s server is away; asking again.'));
    window.addEventListener('pagehide', () => stream.close(), { once: true });
  }
  return {
    replay(eventId) {
      say('Asking the service to send it again…');
      attempt(post('replay', { event_id: eventId }), 'The service sends it again.');
    },
  };
}
