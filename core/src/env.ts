/** How one variable is read: give `fallback` to make it optional. */
export interface EnvSpec<T> {
  readonly parse: (text: string) => T;
  readonly fallback?: T;
  /** What the variable is, for the message when it is missing or wrong. */
  readonly help: string;
}

export type EnvOf<S extends Record<string, EnvSpec<unknown>>> = {
  readonly [K in keyof S]: S[K] extends EnvSpec<infer T> ? T : never;
};

/** What is wrong with the environment, every fault in one message. */
export class EnvError extends Error {
  readonly code = 'invalid_environment';
}

/**
 * Reads a process's settings, once, in its `main.ts`.
 * @throws {@link EnvError} naming every variable that is missing or wrong.
 */
export function readEnv<S extends Record<string, EnvSpec<unknown>>>(
  spec: S,
  env: Readonly<Record<string, string | undefined>>,
): EnvOf<S> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { parse, fallback, help }] of Object.entries(spec)) {
    const text = env[name]?.trim();
    if (!text) {
      if (fallback === undefined) faults.push(`${name} is not set (${help})`);
      else values[name] = fallback;
      continue;
    }
    try {
      values[name] = parse(text);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : 'wrong'} (${help})`);
    }
  }
  if (faults.length > 0) throw new EnvError(`The environment is not right:\n  ${faults.join('\n  ')}`);
  return values as EnvOf<S>;
}

export const text = (value: string): string => value;

export const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export function secret(value: string): string {
  if (value.length < 32) throw new Error('needs at least 32 characters');
  return value;
}

export function url(value: string): string {
  return new URL(value).href.replace(/\/$/, '');
}

/** Whether something is switched on. */
export function onOrOff(value: string): boolean {
  if (value !== 'on' && value !== 'off') throw new Error('must be on or off');
  return value === 'on';
}

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new Error(`must be a whole number from ${min} to ${max}`);
    }
    return number;
  };
}
