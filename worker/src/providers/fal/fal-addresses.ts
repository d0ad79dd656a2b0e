import { textField } from '../http/ask.js';
import type { StartedRun } from '../provider.js';

/** Where a run is asked for. */
export interface FalAddresses {
  readonly status: string;
  readonly response: string;
  readonly cancel: string;
}

/**
 * The addresses that fal's answer to a submit names, as far as they can be trusted with our key: on the origin that the
 * submit itself went to. Others are made from the request's id.
 */
export function handleOf(answer: unknown, baseUrl: string): Readonly<Record<string, string>> {
  const handle: Record<string, string> = {};
  for (const name of ['status_url', 'response_url', 'cancel_url']) {
    const url = textField(answer, name);
    if (url !== undefined && isOnOrigin(url, baseUrl)) handle[name] = url;
  }
  return handle;
}

/** @param modelPath - With its sub-path, which a request's address does not have. */
export function addressesOf(run: StartedRun, baseUrl: string, modelPath: string): FalAddresses {
  const app = modelPath.split('/').slice(0, 2).join('/');
  const own = `${baseUrl}/${app}/requests/${encodeURIComponent(run.requestId)}`;
  const { status_url, response_url, cancel_url } = run.handle ?? {};
  // Checked again: what is stored may be older than the configuration.
  const trusted = (url: string | undefined, fallback: string) =>
    url !== undefined && isOnOrigin(url, baseUrl) ? url : fallback;
  return {
    status: trusted(status_url, `${own}/status`),
    response: trusted(response_url, own),
    cancel: trusted(cancel_url, `${own}/cancel`),
  };
}

function isOnOrigin(url: string, baseUrl: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(baseUrl).origin;
}
