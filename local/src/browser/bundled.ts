import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '../browser.js';

const UNPACK_TIMEOUT_MS = 120_000;

/** The Chromium inside @sparticuz/chromium, unpacked beside it: the shared temporary folder is open to others. */
export async function bundledBrowser(): Promise<Omit<Browser, 'args'>> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const folder = resolve(dirname(entry), '../..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const home = resolve(folder, '../../.cache', `chromium-${version}`);
  if (!existsSync(home)) unpack(home);
  const executablePath = join(home, 'chromium');
  return {
    executablePath,
    env: { FONTCONFIG_FILE: fontList(home), ...missingLibraries(executablePath, home) },
    source: `@sparticuz/chromium ${version}`,
  };
}

function unpack(home: string): void {
  mkdirSync(dirname(home), { recursive: true });
  // Unpacked aside and renamed: a killed run leaves no half browser, and two runs at once do not meet.
  const aside = mkdtempSync(`${home}-`);
  const script = fileURLToPath(new URL('./unpack-process.js', import.meta.url));
  // The package unpacks into the temporary folder, and brings its system libraries only inside a Lambda function.
  const env = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const done = spawnSync(process.execPath, [script], { env, encoding: 'utf8', timeout: UNPACK_TIMEOUT_MS });
  if (done.status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    const message = `The Chromium of @sparticuz/chromium could not be unpacked\n${done.stderr}`;
    throw Object.assign(new Error(message, { cause: done.error }), { code: 'no_browser' });
  }
  try {
    renameSync(aside, home);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(home)) throw error; // otherwise another run was faster
  }
}

function fontList(home: string): string {
  const file = join(home, 'fonts.conf');
  const folders = ['/usr/share/fonts', join(home, 'fonts')].map((path) => `<dir>${path}</dir>`).join('');
  const doctype = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">';
  const cache = `<cachedir>${join(home, 'font-cache')}</cachedir>`;
  if (!existsSync(file)) writeFileSync(file, `${doctype}<fontconfig>${folders}${cache}</fontconfig>\n`);
  return file;
}

/** Where the system lacks a library (a bare container has no NSS), the package's own come first. */
function missingLibraries(executablePath: string, home: string): Record<string, string> {
  const linked = spawnSync('ldd', [executablePath], { encoding: 'utf8', timeout: 10_000 });
  const complete = linked.status === 0 && !linked.stdout.includes('not found');
  return complete ? {} : { LD_LIBRARY_PATH: join(home, 'al2023', 'lib') };
}
