// Two products of one source: a library for bundlers, and the embed that a script tag loads.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { transformSync } from 'esbuild';

const LIBRARY = 'dist';
const EMBED = 'dist/embed';
const SOURCE = fileURLToPath(new URL('src/', import.meta.url));
/** Set when the rest is written; the loader, built after it, carries the name. */
let restName = '';

/** Of tsconfig.json what changes the code: Lit's fields must not hide its accessors. */
const TSCONFIG = {
  compilerOptions: {
    useDefineForClassFields: false,
    experimentalDecorators: true,
    verbatimModuleSyntax: true,
  },
};
/** `tsc -b` checks the types; here they are only taken away, which takes a tenth of the time. */
const types = () => ({
  name: 'take-types-away',
  resolveId(name, importer) {
    if (!importer?.startsWith(SOURCE) || !name.startsWith('.')) return null;
    const path = fileURLToPath(new URL(name.replace(/\.js$/, '.ts'), pathToFileURL(importer)));
    return existsSync(path) ? path : null;
  },
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const options = {
      loader: 'ts',
      target: 'es2022',
      sourcefile: id,
      sourcemap: true,
      tsconfigRaw: TSCONFIG,
    };
    return transformSync(code, options);
  },
});
const minify = () =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, hoist_props: true, unsafe_arrows: true, unsafe_methods: true },
    format: { comments: false },
    mangle: { properties: false },
  });
const production = () => resolve({ browser: true, exportConditions: ['production'] });

const minifyStyles = (styles) =>
  transformSync(styles, { loader: 'css', minify: true, charset: 'utf8', target: 'esnext' }).code.trim();

/** Lit's templates keep the source's line breaks; in markup and styles they say nothing. */
const squeeze = () => ({
  name: 'squeeze-templates',
  transform: (code, id) =>
    id.startsWith(SOURCE)
      ? {
          code: code
            .replace(/(= )css ?`([^`]*)`/g, (_, before, styles) => `${before}css\`${minifyStyles(styles)}\``)
            .replace(/([>}])\n\s+(<|\$\{)/g, '$1$2'),
          map: null,
        }
      : null,
  renderChunk: (code) => ({ code: code.replace(/\n\s+/g, '\n'), map: null }),
});

const report = () => ({
  name: 'report-sizes',
  writeBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const bytes = gzipSync(readFileSync(`${EMBED}/${chunk.fileName}`), { level: 9 }).length;
      console.log(`  ${chunk.fileName}: ${(bytes / 1000).toFixed(1)} kB gzip`);
      if (chunk.isEntry && chunk.name === 'widget') restName = chunk.fileName;
    }
  },
});

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const integrityOf = (file) => `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;

const loaderNeedsRest = () => ({
  name: 'name-the-rest',
  renderChunk: (code) => ({
    code: code
      .replaceAll('__TRYON_REST__', JSON.stringify(restName))
      .replaceAll('__TRYON_REST_INTEGRITY__', JSON.stringify(integrityOf(`${EMBED}/${restName}`)))
      .replaceAll('__TRYON_VERSION__', JSON.stringify(version)),
    map: null,
  }),
});

/** Folders of the packages whose code is in the embed. */
const bundled = new Set();
const notePackages = () => ({
  name: 'note-packages',
  generateBundle() {
    for (const id of this.getModuleIds()) {
      const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id) ?? [];
      if (folder && !folder.includes('@tryon')) bundled.add(folder);
    }
  },
});

/** The minifier takes every comment away; the licences ask to come along with the code. */
function licences() {
  return [...bundled].sort().map((folder) => {
    const { name, version: of, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return `${name} ${of} (${license})\n\n${readFileSync(`${folder}/LICENSE`, 'utf8').trim()}\n`;
  });
}

/** The list of what may be served, with the hash that a script tag may ask for. Written last: it has to know all. */
const publishIntegrity = () => ({
  name: 'publish-integrity',
  writeBundle() {
    writeFileSync(`${EMBED}/LICENSES.txt`, licences().join('\n---\n\n'));
    const names = readdirSync(EMBED, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|txt)$/.test(entry.name))
      .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(EMBED.length + 1))
      .sort();
    const files = Object.fromEntries(names.map((name) => [name, integrityOf(`${EMBED}/${name}`)]));
    writeFileSync(`${EMBED}/integrity.json`, `${JSON.stringify({ version, files }, null, 2)}\n`);
  },
});

export default [
  {
    input: { index: 'src/index.ts', define: 'src/define.ts' },
    external: [/^lit($|\/)/, /^@tryon\//],
    output: { dir: LIBRARY, format: 'es', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [types()],
  },
  {
    input: { widget: 'src/embed/mount.ts' },
    output: {
      dir: EMBED,
      format: 'es',
      entryFileNames: '[name]-[hash:12].js',
      chunkFileNames: '[name]-[hash:12].js',
    },
    preserveEntrySignatures: 'allow-extension',
    plugins: [production(), types(), squeeze(), minify(), notePackages(), report()],
  },
  {
    // A page of its own, on the shopper's phone: it shares no chunk with the shop's page, and that none with it.
    input: { handover: 'src/handover/main.ts' },
    output: {
      dir: EMBED,
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'handover-[name]-[hash:12].js',
    },
    plugins: [production(), types(), squeeze(), minify(), notePackages(), report()],
  },
  {
    input: { 'tryon-embed': 'src/embed/loader.ts' },
    output: { dir: EMBED, format: 'iife', entryFileNames: '[name].js' },
    plugins: [types(), loaderNeedsRest(), minify(), report(), publishIntegrity()],
  },
];
