/** Requests a minute, by what they are counted for. Plans and keys bring their own. */
export interface RateLimits {
  /** One IP address with publishable keys: many shoppers may share one. */
  readonly ip: number;
  /** One visitor of a page, by their token, or else by their address. */
  readonly visitor: number;
  /** One IP address on the public lists of the sandbox. */
  readonly sandbox: number;
  /** One IP address with batches of the widget's events. */
  readonly events: number;
  /** One IP address with calls to addresses that are made for providers: they may run hundreds of try-ons at a time. */
  readonly callbacks: number;
  /** One IP address with keys that do not exist. */
  readonly bad_keys: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  ip: 300,
  visitor: 100,
  sandbox: 20,
  events: 300,
  callbacks: 6_000,
  bad_keys: 100,
};

/**
 * Reads `ip=600,sandbox=60`; what is not named keeps its default.
 * @throws Error that says what is wrong.
 */
export function parseRateLimits(text: string): RateLimits {
  const limits: Record<string, number> = { ...DEFAULT_RATE_LIMITS };
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((piece) => piece.trim());
    if (!(name in DEFAULT_RATE_LIMITS))
      throw new Error(`knows ${Object.keys(DEFAULT_RATE_LIMITS).join(', ')}, not "${name}"`);
    if (!/^[1-9]\d{0,6}$/.test(value)) throw new Error(`${name} must be a whole number from 1 to 9,999,999`);
    limits[name] = Number(value);
  }
  return limits as unknown as RateLimits;
}
