import { readFile } from 'node:fs/promises';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { installEmbed } from './embed.js';

export interface PagesOptions {
  readonly openapiFile: string;
  /** Built embed files, or undefined to serve none. */
  readonly embedDirectory: string | undefined;
  /** Earlier releases of the embed, one folder each, or undefined for none. */
  readonly embedArchiveDirectory?: string | undefined;
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
    await installEmbed(app, options.embedDirectory, options.embedArchiveDirectory);
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
