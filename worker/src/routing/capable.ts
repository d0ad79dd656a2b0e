import type { ProviderCapabilities, ProviderRequest } from '../providers/provider.js';

/** What a provider lacks for a request; undefined when it can do it. */
export function lacks(
  { categories, guessesCategory, modes, maxSamples }: ProviderCapabilities,
  { category, mode, numSamples }: Pick<ProviderRequest, 'category' | 'mode' | 'numSamples'>,
): 'category' | 'mode' | 'samples' | undefined {
  if (category === 'auto' ? !guessesCategory : !categories.includes(category)) return 'category';
  if (!modes.includes(mode)) return 'mode';
  return numSamples > maxSamples ? 'samples' : undefined;
}
