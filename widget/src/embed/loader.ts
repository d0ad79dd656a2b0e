// The script that a shop's page loads: small, classic, and first to go when anything is wrong.
import type { EmbedOptions } from './mount.js';

/** The hashed name of the rest; the bundler puts it here. */
declare const __TRYON_REST__: string;

type Call = readonly [name: string, ...args: unknown[]];
interface Api {
  (...call: Call): void;
  q?: Call[] | undefined;
  loaded?: boolean;
}
type Page = Window & {
  TryOn?: Api;
  TryOnWidget?: { init(options: Record<string, string>): void };
};

const page = window as unknown as Page;
const script = document.currentScript as HTMLScriptElement | null;

if (page.TryOn?.loaded) console.warn('[tryon] The script is on this page twice; the second does nothing.');
else start();

function start(): void {
  const src = script?.src ?? '';
  const data: DOMStringMap = script?.dataset ?? {};
  const queue: Call[] = page.TryOn?.q ?? [];
  let rest: Promise<typeof import('./mount.js')> | undefined;
  let widget: Promise<HTMLElementTagNameMap['tryon-widget']> | undefined;

  const load = () => {
    rest ??= import(new URL(__TRYON_REST__, src).href) as Promise<typeof import('./mount.js')>;
    return rest;
  };
  const init = (options: Partial<EmbedOptions>) => {
    widget ??= load().then(({ mount }) =>
      mount({ apiBase: new URL(src).origin, ...options } as EmbedOptions),
    );
    return widget;
  };
  const commands: Record<string, (...args: never[]) => unknown> = {
    init,
    open: async (options?: { garmentImage?: string }) => {
      if (!widget) throw new Error('call TryOn("init", { key }) first');
      const [{ open }, element] = await Promise.all([load(), widget]);
      open(element, options);
    },
    on: (name: string, listener: (event: Event) => void) =>
      document.addEventListener(`tryon-${name}`, listener),
  };
  const run = (name: string, ...args: unknown[]) => {
    const warn = (error: unknown) => console.warn(`[tryon] ${name}:`, error);
    try {
      const command = commands[name];
      if (!command) throw new Error('no such command');
      Promise.resolve(command(...(args as never[]))).catch(warn);
    } catch (error) {
      warn(error);
    }
  };

  const api: Api = run;
  api.loaded = true;
  page.TryOn = api;
  page.TryOnWidget = {
    init: ({ apiUrl, apiKey, ...others }) =>
      run('init', { ...others, key: apiKey, ...(apiUrl && { apiBase: apiUrl }) }),
  };
  const key = data['key'] ?? data['apiKey'];
  const ready = () => {
    if (key) {
      const { layout, theme, container, garmentImage, garmentId, category } = data;
      run('init', { key, layout, theme, container, garmentImage, garmentId, category });
    }
    for (const call of queue) run(...call);
  };
  const whenIdle = () => (window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 200)))(ready);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', whenIdle);
  else whenIdle();
}
