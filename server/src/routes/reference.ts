import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { ContractDocument } from '../contract/document.js';

/** The contract as pages to read and to try, under `/docs`. */
export async function installReference(app: FastifyInstance, document: ContractDocument): Promise<void> {
  await app.register(swagger, { mode: 'static', specification: { document: document.root as never } });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: false },
  });
}
