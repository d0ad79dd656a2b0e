export interface ShopEnvironment {
  readonly host: string;
  readonly port: number;
  readonly apiUrl: string;
  readonly publishableKey: string;
  readonly secretKey?: string;
  readonly publicUrl?: string;
}

/** A setting is missing or wrong; the message names it. */
export class EnvironmentError extends Error {
  readonly code = 'environment_invalid';
}

function httpUrl(name: string, value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new EnvironmentError(`${name} must be an http(s) URL, but is "${value}"`);
  }
  return value;
}

/**
 * Reads the shop's settings: HOST (127.0.0.1), PORT (4601), API_URL (http://127.0.0.1:4600),
 * PUBLISHABLE_KEY (required), PUBLIC_URL (the shop's own address behind a proxy; optional) and SECRET_KEY (`sk_test_…`;
 * optional: with it the playground receives webhooks. It stays on this server).
 *
 * @throws {EnvironmentError} naming the first setting that is wrong
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): ShopEnvironment {
  const port = Number(variables['PORT'] ?? 4601);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EnvironmentError(`PORT must be a port number, but is "${variables['PORT']}"`);
  }
  const publishableKey = variables['PUBLISHABLE_KEY'] ?? '';
  if (!/^pk_(test|live)_[A-Za-z0-9]+$/.test(publishableKey)) {
    // The value is not repeated: whoever mixes the keys up would find a secret in the log.
    throw new EnvironmentError('PUBLISHABLE_KEY must be a publishable key (pk_test_… or pk_live_…)');
  }
  const publicUrl = variables['PUBLIC_URL'];
  const secretKey = variables['SECRET_KEY'] ?? '';
  // A live one would show a merchant's webhooks to everybody who opens the playground.
  if (secretKey !== '' && !/^sk_test_[A-Za-z0-9]+$/.test(secretKey)) {
    throw new EnvironmentError('SECRET_KEY must be a secret test key (sk_test_…)');
  }
  return {
    host: variables['HOST'] ?? '127.0.0.1',
    port,
    apiUrl: httpUrl('API_URL', variables['API_URL'] ?? 'http://127.0.0.1:4600'),
    publishableKey,
    ...(secretKey === '' ? {} : { secretKey }),
    ...(publicUrl === undefined ? {} : { publicUrl: httpUrl('PUBLIC_URL', publicUrl) }),
  };
}
