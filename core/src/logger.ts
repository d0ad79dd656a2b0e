import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Paths that may hold a key, a token, a photo or a link to one. */
const SECRET_PATHS = [
  'authorization',
  'cookie',
  'api_key',
  'apiKey',
  'client_token',
  'clientToken',
  'secret',
  'password',
  'model_image',
  'garment_image',
  'url',
  'output',
];

export interface LoggerOptions {
  readonly name: string;
  readonly level?: string;
  readonly destination?: DestinationStream;
}

/** JSON lines on standard output. Keys, tokens and pictures are replaced wherever they are logged. */
export function createLogger(options: LoggerOptions): Logger {
  const config = {
    name: options.name,
    level: options.level ?? 'info',
    redact: {
      paths: SECRET_PATHS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]).concat([
        'req.headers["tryon-client-token"]',
        'headers["tryon-client-token"]',
      ]),
      censor: '[redacted]',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return options.destination ? pino(config, options.destination) : pino(config);
}
