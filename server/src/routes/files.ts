import { DomainError } from '@tryon/core/errors';
import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from '../deps.js';

/** Serves stored pictures under signed links. Not an operation of the contract: links are opaque to callers. */
export function installFiles(app: FastifyInstance, deps: Pick<ServerDeps, 'signer' | 'storage'>): void {
  app.get<{ Params: { token: string } }>(
    '/files/:token',
    { maxParamLength: 1_100 } as object,
    async (request, reply) => {
      const link = deps.signer.verify(request.params.token);
      if (!link.ok) {
        throw new DomainError(
          'not_found',
          link.reason === 'expired'
            ? 'This link has expired. Read the try-on or the image again for a new one.'
            : 'There is no such picture.',
        );
      }
      const object = await deps.storage.get(link.key);
      if (!object) throw new DomainError('not_found', 'This picture has been erased.');
      const maxAgeSeconds = Math.max(0, Math.floor((link.expiresAt.getTime() - Date.now()) / 1_000));
      reply.header('Cache-Control', `private, max-age=${maxAgeSeconds}, immutable`);
      if (link.downloadName)
        reply.header('Content-Disposition', `attachment; filename="${link.downloadName}"`);
      return reply.type(link.contentType).send(object.bytes);
    },
  );
}
