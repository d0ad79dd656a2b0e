import { readFile } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export interface PagesOptions {
  readonly openapiFile: string;
  /** Built embed files, or undefined to serve none. */
  readonly embedDirectory: string | undefined;
  /** Sandbox pictures, or undefined to serve none. */
  readonly artDirectory: string | undefined;
}

/** What is served beside the API: the contract itself, the embed, the sandbox's pictures. */
export async function installPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const contract = await readFile(options.openapiFile, 'utf8');
  app.get('/openapi.yaml', (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').type('application/yaml').send(contract),
  );
  if (options.embedDirectory !== undefined) {
    await app.register(fastifyStatic, {
      root: options.embedDirectory,
      prefix: '/embed/v1/',
      decorateReply: false,
      index: false,
      setHeaders: (response, path) => {
        // Chunks carry a hash in their name; the loader is the one address that rolls.
        const hashed = /-[A-Za-z0-9_-]{8,}\.js$/.test(path) && !path.endsWith('tryon-embed.js');
        response.setHeader(
          'Cache-Control',
          hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        );
      },
    });
    app.get('/embed/tryon-embed.js', (_request, reply) => reply.redirect('/embed/v1/tryon-embed.js', 302));
  }
  if (options.artDirectory !== undefined) {
    await app.register(fastifyStatic, {
      root: options.artDirectory,
      prefix: '/sandbox/',
      decorateReply: false,
      index: false,
      cacheControl: true,
      maxAge: '1h',
    });
  }
}
