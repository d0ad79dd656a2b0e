import { isIP } from 'node:net';
import { isPublicAddress } from '../net/address.js';
import { outboundUrlProblem } from '../net/outbound-url.js';

/**
 * Says why a URL cannot be an endpoint's, or nothing if it may be registered: what may not be fetched at all, and hosts
 * that are seen to be private without asking anybody. Names are only resolved when a webhook is sent.
 *
 * @param allowedOrigins - Exact origins that are taken whatever they are; for development.
 * @returns The reason as the end of a sentence ("The URL …").
 */
export function webhookUrlProblem(url: URL, allowedOrigins: readonly string[] = []): string | undefined {
  const problem = outboundUrlProblem(url, allowedOrigins);
  if (problem !== undefined || allowedOrigins.includes(url.origin)) return problem;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'leads to an address that is not public';
  // RFC 6761: never anything but the machine itself.
  if (host === 'localhost' || host.endsWith('.localhost')) return 'leads to an address that is not public';
  return undefined;
}
