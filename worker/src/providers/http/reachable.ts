import { isIP } from 'node:net';
import { isPublicAddress } from '@tryon/core/net/address';
import { outboundUrlProblem } from '@tryon/core/net/outbound-url';

const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home|test)$|^[^.]+$/;

/**
 * Whether somebody outside can follow links that begin with this URL, as far as the URL itself tells: `https` on its own
 * port, and neither a private address nor a name that only a local network knows.
 */
export function isReachableFromOutside(baseUrl: string): boolean {
  const url = new URL(baseUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (outboundUrlProblem(url) !== undefined) return false;
  return isIP(host) === 0 ? !LOCAL_NAME.test(host) : isPublicAddress(host);
}
