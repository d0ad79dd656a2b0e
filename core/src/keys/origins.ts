/**
 * Whether a page's `Origin` is on a key's list. An entry is an exact origin (`https://shop.example`, with its port
 * if it has one) or `https://*.shop.example`, which stands for every subdomain and not for the bare domain.
 */
export function originAllowed(origin: string, allowed: readonly string[]): boolean {
  const asked = parseOrigin(origin);
  if (!asked) return false;
  return allowed.some((entry) => {
    const wildcard = /^(https?:\/\/)\*\.(.+)$/.exec(entry);
    if (!wildcard) return parseOrigin(entry) === asked;
    const base = parseOrigin(`${wildcard[1]}${wildcard[2]}`);
    if (!base) return false;
    const [scheme, host] = split(base);
    const [askedScheme, askedHost] = split(asked);
    return scheme === askedScheme && askedHost.endsWith(`.${host}`);
  });
}

function parseOrigin(text: string): string | undefined {
  try {
    const { origin } = new URL(text);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined; // not an address, so on nobody's list
  }
}

function split(origin: string): [scheme: string, host: string] {
  const [scheme = '', host = ''] = origin.split('://');
  return [scheme, host];
}
