import { accessSync, constants } from 'node:fs';
import { bundledBrowser } from './browser/bundled.js';

/** What a launcher (Playwright, web-test-runner) needs to start a browser. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** To be merged over the environment. */
  env: Record<string, string>;
  /** For the log: where it was found. */
  source: string;
}

export interface FindBrowserOptions {
  /** A Chromium to use whatever else there is. Default: the variable CHROME_PATH. */
  chromePath?: string | undefined;
  /** Where installed ones are looked for. Default: the usual places of this platform. */
  candidates?: readonly string[];
}

// The fake devices give the camera a moving picture. Without a GPU the processor paints: the same everywhere, and for half
// of what a GPU in software costs.
// Web security stays on (unlike in the bundled Chromium's own list), or tests of CORS would prove nothing.
const ARGS = [
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--mute-audio',
  '--no-first-run',
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/**
 * Finds a Chromium for tests: CHROME_PATH, an installed one, or the one that npm brought (Linux on x64; unpacked
 * once, some 2 s).
 *
 * @throws Error with code `no_browser` when there is none, or CHROME_PATH cannot be run.
 * @example
 * const { executablePath, args, env } = await findBrowser();
 * const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
 */
export async function findBrowser(options: FindBrowserOptions = {}): Promise<Browser> {
  const chosen = options.chromePath ?? process.env['CHROME_PATH'];
  if (chosen) {
    if (!isExecutable(chosen)) throw noBrowser(`CHROME_PATH=${chosen} cannot be run`);
    return { executablePath: chosen, args: ARGS, env: {}, source: 'CHROME_PATH' };
  }
  const installed = (options.candidates ?? usualPlaces()).find(isExecutable);
  if (installed) return { executablePath: installed, args: ARGS, env: {}, source: installed };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw noBrowser('install Google Chrome or Chromium, or set CHROME_PATH to one');
  }
  const bundled = await bundledBrowser();
  return { ...bundled, args: [...ARGS, '--headless', '--no-zygote'] };
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    return ['C:\\Program Files', 'C:\\Program Files (x86)'].flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]);
  }
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
  return [...names.map((name) => `/usr/bin/${name}`), '/snap/bin/chromium'];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function noBrowser(reason: string): Error {
  return Object.assign(new Error(`No browser for the tests: ${reason}`), { code: 'no_browser' });
}
