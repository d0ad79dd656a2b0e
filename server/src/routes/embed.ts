import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the build publishes beside the files: which there are, and what a script tag may ask of them. */
interface Integrity {
  readonly version: string;
  /** File name, with folders, to its `integrity` value. */
  readonly files: Readonly<Record<string, string>>;
}

interface EmbedFile {
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
  readonly type: string;
  /** Whether the name carries a hash of what is in it. */
  readonly isHashed: boolean;
}

const YEAR = 'public, max-age=31536000, immutable';
/** Long enough to spare shops requests, short enough for a fix to arrive. */
const ROLLING = 'public, max-age=300, stale-while-revalidate=3600';
const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
const MAX_FILES = 500;
const MAX_RELEASES = 50;
const compress = promisify(gzip);

/**
 * Serves the built embed under its rolling address (`/embed/v1/…`) and its immutable one (`/embed/1.4.2/…`). Only what
 * `integrity.json` names is known: all of it is read once, so no path of a request ever touches the disk.
 *
 * @param archive a folder with one folder of the same kind for each earlier release that pages may be pinned to
 * @throws Error when a folder holds no `integrity.json`, or one of its files is missing or not what was published
 */
export async function installEmbed(
  app: FastifyInstance,
  directory: string,
  archive?: string | undefined,
): Promise<void> {
  const current = await readEmbed(directory);
  const releases = new Map([[current.version, current.files]]);
  for (const earlier of await earlierReleases(archive)) {
    if (!releases.has(earlier.version)) releases.set(earlier.version, earlier.files);
  }
  const nameIn = (request: FastifyRequest) => (request.params as { '*'?: string })['*'] ?? '';
  for (const [version, files] of releases) {
    app.get(`/embed/${version}/*`, (request, reply) => {
      const file = files.get(nameIn(request));
      return file ? send(request, reply, file, YEAR) : reply.callNotFound();
    });
  }
  app.get('/embed/v1/*', (request, reply) => {
    const name = nameIn(request);
    const file = current.files.get(name) ?? hashedFile(releases, name);
    return file ? send(request, reply, file, file.isHashed ? YEAR : ROLLING) : reply.callNotFound();
  });
  for (const [name, { isHashed }] of current.files) {
    if (isHashed || name.includes('/')) continue;
    app.get(`/embed/${name}`, (_request, reply) =>
      reply.header('Cache-Control', ROLLING).redirect(`/embed/v1/${name}`, 302),
    );
  }
}

/** A loader that a browser has kept for some minutes asks for the parts of its own release. */
function hashedFile(releases: ReadonlyMap<string, ReadonlyMap<string, EmbedFile>>, name: string) {
  for (const files of releases.values()) {
    const file = files.get(name);
    if (file?.isHashed) return file;
  }
  return undefined;
}

/** The newest of the releases that pages may still be pinned to, one folder each, named by its version. */
async function earlierReleases(archive: string | undefined) {
  if (archive === undefined) return [];
  const entries = await readdir(archive, { withFileTypes: true });
  const newest = entries
    .flatMap((entry) => (entry.isDirectory() ? entry.name : []))
    .sort(new Intl.Collator('en', { numeric: true }).compare)
    .slice(-MAX_RELEASES);
  return Promise.all(newest.map((name) => readEmbed(join(archive, name))));
}

async function readEmbed(directory: string) {
  const list = await readFile(join(directory, 'integrity.json'));
  const { version, files: hashes } = JSON.parse(list.toString()) as Integrity;
  const files = new Map<string, EmbedFile>();
  for (const [name, integrity] of Object.entries(hashes).slice(0, MAX_FILES)) {
    const body = await readFile(join(directory, name));
    const found = `sha384-${createHash('sha384').update(body).digest('base64')}`;
    if (found !== integrity)
      throw new Error(`${name} of the embed is not what was published: build it again.`);
    files.set(name, await toFile(name, body));
  }
  files.set('integrity.json', await toFile('integrity.json', list));
  return { version, files };
}

async function toFile(name: string, body: Buffer): Promise<EmbedFile> {
  return {
    body,
    gzipped: await compress(body, { level: 9 }),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    type: TYPES[extname(name)] ?? 'text/javascript; charset=utf-8',
    isHashed: /-[\w-]{12}\.js$/.test(name),
  };
}

function send(request: FastifyRequest, reply: FastifyReply, file: EmbedFile, caching: string) {
  const isGzipTaken = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  // One tag for each encoding: a strong one names the very bytes.
  const etag = isGzipTaken ? file.etag.replace(/"$/, '-gzip"') : file.etag;
  reply
    .header('Cache-Control', caching)
    .header('ETag', etag)
    .header('Vary', 'Accept-Encoding')
    // A shop's own measuring may see how long the script took.
    .header('Timing-Allow-Origin', '*')
    .type(file.type);
  if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
  if (isGzipTaken) reply.header('Content-Encoding', 'gzip');
  return reply.send(isGzipTaken ? file.gzipped : file.body);
}
