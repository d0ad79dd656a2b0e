// The script that a shop's page loads: small, classic, and first to go when anything is wrong.
import type { Mounted } from './mount.js';

/** The hashed name of the rest, its hash for the browser to check, and the version; the bundler puts them here. */
declare const __TRYON_REST__: string;
declare const __TRYON_REST_INTEGRITY__: string;
declare const __TRYON_VERSION__: string;

/** After `load`, in milliseconds. */
const REST_MS = 300;

type Call = readonly [name: string, ...args: unknown[]];
type Options = Readonly<Record<string, unknown>>;
interface Api {
  (...call: Call): unknown;
  /** What the stub has gathered. */
  q?: Call[] | undefined;
  version?: string;
  /** How often the script came; the doctor tells. */
  copies?: number;
  /** What a policy has blocked while the doctor was on the way. */
  violations?: Event[];
}
type Page = Window & { TryOn?: Api; TryOnWidget?: { init(options: Options): unknown } };

const page = window as unknown as Page;
const known = page.TryOn;
const warn = (...what: unknown[]) => console.warn('[tryon]', ...what);

if (known?.version) {
  known.copies = (known.copies ?? 1) + 1;
  warn(`Version ${known.version} is on this page already; this copy (${__TRYON_VERSION__}) does nothing.`);
} else start(known?.q ?? []);

function start(queue: Call[]): void {
  // A module has no `currentScript`, a tag manager may have moved it.
  const script = (document.currentScript ??
    document.querySelector('script[src*="tryon-embed.js"]')) as HTMLScriptElement | null;
  const src = script?.src ?? location.href;
  let mounted: Promise<Mounted> | undefined;

  let asked: Options | undefined;

  const mount = (options: Options) => {
    if (mounted) warn('init: the widget is on the page already; this one does nothing.');
    else asked = options;
    mounted ??= load(src, script).then(({ mount }) => mount({ apiBase: new URL(src).origin, ...options }));
    // The next call tries again, and so does this one when the connection is back.
    mounted.catch(() => {
      mounted = undefined;
      addEventListener('online', () => mounted ?? run('init', options), { once: true });
    });
    return mounted.then(({ widget }) => widget);
  };
  const whenMounted = async (act: (mounted: Mounted) => unknown) => {
    if (!mounted && asked) await mount(asked);
    if (!mounted) throw new Error('call TryOn("init", { key }) first');
    return act(await mounted);
  };
  const commands: Record<string, (...args: never[]) => unknown> = {
    init: mount,
    open: (options) => whenMounted(({ open }) => open(options)),
    inspect: () => whenMounted(({ inspect }) => inspect()),
    doctor: () => whenMounted(({ doctor }) => doctor()),
    on: (name: string, listener: (event: Event) => void) =>
      document.addEventListener(`tryon-${name}`, listener),
  };
  const run = async (...[name, ...args]: Call): Promise<unknown> => {
    try {
      if (!Object.hasOwn(commands, name)) throw new Error('there is no such command');
      return await commands[name]?.(...(args as never[]));
    } catch (error) {
      warn(`${name}:`, error instanceof Error ? error.message : error);
    }
  };
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const api: Api = (...call) => {
    // Listening costs nothing; opening is what a shopper waits for.
    if (call[0] === 'on') return run(...call);
    if (call[0] === 'open') begin();
    return begun.then(() => run(...call));
  };
  const { dataset } = script ?? {};
  if (dataset?.['key'] || dataset?.['apiKey']) api('init', { ...dataset });
  for (const call of queue) api(...call);
  api.version = __TRYON_VERSION__;
  if (location.search.includes('tryon-debug')) {
    const violations: Event[] = [];
    api.violations = violations;
    addEventListener('securitypolicyviolation', (event) => violations.push(event));
  }
  page.TryOn = api;
  page.TryOnWidget = { init: (options) => api('init', options) };

  // The largest picture is often painted only after `load`, and that is when shops' own scripts set to work.
  const whenIdle = () =>
    setTimeout(() => {
      if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: 2000 });
      else begin();
    }, REST_MS);
  if (document.readyState === 'complete') whenIdle();
  else {
    addEventListener('load', whenIdle);
    // A picture that never comes must not keep the button away.
    setTimeout(whenIdle, 8000);
  }
  for (const intent of ['pointerdown', 'keydown'])
    addEventListener(intent, begin, { once: true, passive: true });
}

/** Fetches the rest, checked against its hash where the browser can do that for a module. */
function load(src: string, script: HTMLScriptElement | null): Promise<typeof import('./mount.js')> {
  const { href } = new URL(__TRYON_REST__, src);
  const link = document.createElement('link');
  if (!link.relList?.supports?.('modulepreload')) return import(href);
  return new Promise((resolve, reject) => {
    link.onload = () => resolve(import(href));
    link.onerror = () =>
      reject(new Error(`${href} cannot be loaded, or is not what was published. Does script-src allow it?`));
    Object.assign(link, {
      rel: 'modulepreload',
      integrity: __TRYON_REST_INTEGRITY__,
      crossOrigin: 'anonymous',
      fetchPriority: 'low',
      nonce: script?.nonce ?? '',
      href,
    });
    document.head.append(link);
  });
}
