// Cuts the fonts of the looks to the letters that the texts use: a machine's own fonts differ, and whole ones are large.
// Needed again when the Japanese texts use new characters. Not run by anything, so its packages are not the project's:
//   npm install --prefix ../fonts subset-font @fontsource-variable/{noto-sans,noto-sans-arabic,noto-sans-jp}
//   node widget/looks/make-fonts.mjs ../fonts
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = createRequire(join(resolve(process.argv[2] ?? '.'), 'package.json'));
const subset = packages('subset-font');
const FONTS = fileURLToPath(new URL('./fonts/', import.meta.url));
const LOCALES = fileURLToPath(new URL('../src/locales/', import.meta.url));
const LATIN = String.fromCharCode(...Array.from({ length: 0x180 - 0x20 }, (_, i) => i + 0x20));
const SIGNS = '–—‘’“”„…•‹›«»€·×→←✓';

const textOf = (language) => readFileSync(`${LOCALES}${language}.ts`, 'utf8');

/** The files of a package, each with the letters it holds. */
function faces(name) {
  const css = readFileSync(packages.resolve(`${name}/wght.css`), 'utf8');
  const folder = packages.resolve(`${name}/wght.css`).replace(/wght\.css$/, '');
  return [...css.matchAll(/url\(\.\/(files\/[^)]+)\)[^}]*unicode-range: ([^;]+);/g)].map(
    ([, file, ranges]) => ({
      file: folder + file,
      ranges: ranges.split(',').map((range) => {
        const [from, to = from] = range.trim().slice(2).split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      }),
    }),
  );
}

for (const file of readdirSync(FONTS)) if (file.endsWith('.woff2')) rmSync(FONTS + file);
const css = [];
for (const [name, letters] of [
  ['noto-sans', LATIN + SIGNS],
  ['noto-sans-arabic', textOf('ar')],
  ['noto-sans-jp', textOf('ja')],
]) {
  const wanted = [...new Set(letters)].map((letter) => letter.codePointAt(0));
  for (const { file, ranges } of faces(`@fontsource-variable/${name}`)) {
    const here = wanted.filter((code) => ranges.some(([from, to]) => code >= from && code <= to));
    if (here.length === 0 || (name !== 'noto-sans' && here.every((code) => code < 0x180))) continue;
    const bytes = await subset(readFileSync(file), String.fromCodePoint(...here), { targetFormat: 'woff2' });
    const out = `${name}-${css.length}.woff2`;
    writeFileSync(FONTS + out, bytes);
    const range = here.map((code) => `U+${code.toString(16)}`).join(',');
    css.push(
      `@font-face{font-family:Looks;font-weight:100 900;src:url(${out}) format("woff2");unicode-range:${range}}`,
    );
  }
}
writeFileSync(`${FONTS}fonts.css`, `${css.join('\n')}\n`);
