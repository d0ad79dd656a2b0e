import type { PolicyEntry } from '@tryon/core/provider-policies/repository';

const MAX_PROVIDERS = 8;
const MICROS = 1_000_000;

/**
 * Reads `fal=200 fashn=50.50 preview`: providers in the order in which they are asked, each with what it may cost in a
 * calendar month, in US dollars; without an amount, anything.
 * @throws Error that says what is wrong.
 */
export function parsePolicy(words: readonly string[]): PolicyEntry[] {
  if (words.length === 0 || words.length > MAX_PROVIDERS)
    throw new Error(`Name 1 to ${MAX_PROVIDERS} providers`);
  const policy = words.map((word): PolicyEntry => {
    const [, provider = '', amount] =
      /^([a-z0-9][a-z0-9-]{0,39})(?:=(\d{1,9}(?:\.\d{1,6})?))?$/.exec(word) ?? [];
    if (!provider) throw new Error(`"${word}" is neither a provider nor a provider=dollars`);
    return {
      provider,
      monthlyBudgetMicros: amount === undefined ? null : Math.round(Number(amount) * MICROS),
    };
  });
  const names = policy.map((entry) => entry.provider);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice) throw new Error(`"${twice}" is named twice`);
  const last = names.indexOf('preview');
  if (last >= 0 && last < names.length - 1)
    throw new Error('"preview" takes everything, so it can only be the last');
  return policy;
}
