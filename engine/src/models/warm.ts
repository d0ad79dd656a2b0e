import { loadPersonNets, netSize } from './runtime.js';

/** Loads the networks and runs each once on a blank picture, so that the first shopper does not wait for it. */
export async function warmPersonNets(): Promise<void> {
  const nets = await loadPersonNets();
  const blank = new Uint8ClampedArray(netSize * netSize * 3);
  nets.pose(blank);
  nets.bodyMask(blank);
  nets.selfieMask(blank);
}
