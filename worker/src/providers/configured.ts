import { integer, text, url } from '@tryon/core/env';
import { falProvider } from './fal/fal-provider.js';
import { fashnProvider } from './fashn/fashn-provider.js';
import type { InputKind } from './http/input-uri.js';
import { isReachableFromOutside } from './http/reachable.js';
import type { RemoteProvider } from './provider.js';

const optionalUrl = (help: string) => ({ parse: url, fallback: '', help });
const optionalText = (help: string) => ({ parse: text, fallback: '', help });
const micros = (fallback: number, help: string) => ({ parse: integer(0, 100_000_000), fallback, help });

/** What makes remote providers known to a worker; without the keys there are none. */
export const PROVIDER_SETTINGS = {
  FAL_KEY: optionalText('fal’s key; without it fal is unknown'),
  FAL_ADMIN_KEY: optionalText('an administrator’s key of fal, with which pictures are deleted there'),
  FAL_BASE_URL: optionalUrl('fal’s queue, https://queue.fal.run if not set'),
  FAL_PLATFORM_URL: optionalUrl('fal’s platform API, https://api.fal.ai/v1 if not set'),
  FAL_JWKS_URL: optionalUrl('the keys of fal’s webhooks, fal’s own if not set'),
  FAL_MODEL_PATH: optionalText('fal-ai/fashn/tryon/v1.6 if not set'),
  FAL_PICTURE_MICROS: micros(75_000, 'what fal takes for a picture, in millionths of a US dollar'),
  FASHN_API_KEY: optionalText('FASHN’s key; without it FASHN is unknown'),
  FASHN_BASE_URL: optionalUrl('FASHN’s API, https://api.fashn.ai if not set'),
  FASHN_MODEL_NAME: optionalText('tryon-v1.6 if not set'),
  FASHN_CREDIT_MICROS: micros(75_000, 'what FASHN takes for a credit, in millionths of a US dollar'),
  FASHN_CREDITS_PER_PICTURE: {
    parse: integer(1, 100),
    fallback: 1,
    help: 'credits that FASHN’s model takes for a picture',
  },
  PROVIDER_CALLBACK_URL: optionalUrl(
    'what providers may call, PUBLIC_URL if that can be reached from outside; else they are only asked',
  ),
};

type ProviderSettings = {
  readonly [K in keyof typeof PROVIDER_SETTINGS]: ReturnType<(typeof PROVIDER_SETTINGS)[K]['parse']>;
};

/** Where others find us. */
export interface Reach {
  /** Where links to pictures lead. */
  readonly picturesUrl: string;
  /** Origins that may be reached though they are private; for development. */
  readonly allowedOrigins: readonly string[];
}

/** The remote providers that have a key. */
export function configuredProviders(env: ProviderSettings, reach: Reach): RemoteProvider[] {
  const inputs: InputKind = isReachableFromOutside(reach.picturesUrl) ? 'url' : 'bytes';
  const { allowedOrigins } = reach;
  const providers: RemoteProvider[] = [];
  if (env.FAL_KEY) {
    providers.push(
      falProvider({
        apiKey: env.FAL_KEY,
        adminKey: env.FAL_ADMIN_KEY || undefined,
        baseUrl: env.FAL_BASE_URL || undefined,
        platformUrl: env.FAL_PLATFORM_URL || undefined,
        jwksUrl: env.FAL_JWKS_URL || undefined,
        modelPath: env.FAL_MODEL_PATH || undefined,
        pictureMicros: env.FAL_PICTURE_MICROS,
        inputs,
        allowedOrigins,
      }),
    );
  }
  if (env.FASHN_API_KEY) {
    providers.push(
      fashnProvider({
        apiKey: env.FASHN_API_KEY,
        baseUrl: env.FASHN_BASE_URL || undefined,
        modelName: env.FASHN_MODEL_NAME || undefined,
        creditMicros: env.FASHN_CREDIT_MICROS,
        creditsPerPicture: env.FASHN_CREDITS_PER_PICTURE,
        inputs,
        allowedOrigins,
      }),
    );
  }
  return providers;
}

/** What the addresses begin with that providers may call; undefined where they cannot reach us. */
export function callbackBaseUrl(
  env: Pick<ProviderSettings, 'PROVIDER_CALLBACK_URL'>,
  publicUrl: string,
): string | undefined {
  if (env.PROVIDER_CALLBACK_URL) return env.PROVIDER_CALLBACK_URL;
  return isReachableFromOutside(publicUrl) ? publicUrl : undefined;
}
