const MAX_URL_LENGTH = 2_048;

/**
 * Says why a URL must not be fetched for somebody outside, or nothing if it may be tried: `https` on its own port,
 * without a user or password in it. Where the host leads is not seen here but by the guarded agent, on connecting.
 *
 * @param allowedOrigins - Exact origins that may also be `http` and have another port.
 * @returns The reason as the end of a sentence ("The URL …").
 */
export function outboundUrlProblem(url: URL, allowedOrigins: readonly string[] = []): string | undefined {
  if (url.href.length > MAX_URL_LENGTH) return `is longer than ${MAX_URL_LENGTH} characters`;
  if (url.username !== '' || url.password !== '') return 'carries a user name or a password';
  if (allowedOrigins.includes(url.origin)) return undefined;
  if (url.protocol !== 'https:') return 'does not start with https://';
  // `URL` leaves the port empty where it is the scheme's own.
  if (url.port !== '') return 'names a port other than 443';
  return undefined;
}
