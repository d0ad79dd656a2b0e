import type { WidgetConfig } from '@tryon/sdk';

const TIMEOUT_MS = 15_000;

/** Why the button stays away; the message tells a shop's developer what to do. */
export class ConnectError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ConnectError';
  }
}

/**
 * Asks the service, once, what this shop's widget is to be like. The SDK comes with the dialog, when a shopper means to
 * open it: every page pays for what is asked here, and most shoppers only pass by.
 *
 * @throws ConnectError `invalid_api_key`, `secret_key_in_browser`, `connection_failed`, or the service's own code
 */
export async function connect(
  publishableKey: string,
  apiBase: string,
  signal: AbortSignal,
): Promise<WidgetConfig> {
  if (publishableKey.startsWith('sk_')) {
    throw new ConnectError(
      'secret_key_in_browser',
      'A secret key (sk_…) in a page can be read by every visitor. Use a publishable key (pk_…), and roll this one.',
    );
  }
  // The value itself stays out of the message: it may be a key with a typing error.
  if (!/^pk_(test|live)_\w+$/.test(publishableKey)) {
    throw new ConnectError('invalid_api_key', 'publishable-key must be a key like pk_test_… or pk_live_….');
  }
  try {
    const response = await fetch(`${apiBase.replace(/\/+$/, '')}/v1/widget/config`, {
      headers: { Authorization: `Bearer ${publishableKey}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    if (!isJson) throw new Error(`It answered ${response.status} and no JSON.`);
    const answer = await response.json();
    if (response.ok) return answer as WidgetConfig;
    throw new ConnectError(answer.code ?? 'unexpected_response', answer.detail ?? `HTTP ${response.status}`);
  } catch (cause) {
    if (cause instanceof ConnectError) throw cause;
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectError(
      'connection_failed',
      `No answer from ${apiBase} (${what}). Is it running, and does connect-src allow it?`,
      { cause },
    );
  }
}
