import { createHash } from 'node:crypto';
import { DomainError } from '@tryon/core/errors';
import { type Handover, hashHandoverSecret, mintHandoverSecret } from '@tryon/core/handovers/handover';
import {
  deleteHandover,
  findHandover,
  handoverExpired,
  handoverUsed,
  insertHandover,
  isSamePhoto,
  markHandoverOpened,
  rebindHandover,
  receiveHandover,
} from '@tryon/core/handovers/repository';
import { newId } from '@tryon/core/ids';
import { hashClientToken, mintClientToken } from '@tryon/core/keys/client-token';
import { findMerchant } from '@tryon/core/merchants/repository';
import type { BoundRequest, Handlers } from '../contract/handlers.js';
import type { ServerDeps } from '../deps.js';
import { assertVisitor, visitorToken } from '../intake/client-token.js';
import { saidConsent } from '../intake/said-consent.js';
import { storeImage } from '../intake/store-image.js';
import { presentHandover, presentHandoverPage } from '../present/handover.js';
import { callerOf } from './caller.js';

type HandoverHandlers = Pick<
  Handlers,
  | 'createPhotoHandover'
  | 'getPhotoHandover'
  | 'deletePhotoHandover'
  | 'getHandoverPage'
  | 'receiveHandoverPhoto'
>;
type OneHandover = 'getPhotoHandover' | 'deletePhotoHandover' | 'getHandoverPage' | 'receiveHandoverPhoto';

/** A photo from the shopper's phone for a try-on on their computer: three operations of the computer, two of the phone. */
export function photoHandoverHandlers(deps: ServerDeps): HandoverHandlers {
  const find = async (request: BoundRequest<OneHandover>): Promise<Handover> => {
    const { merchantId, livemode } = callerOf(request);
    const { photo_handover_id: id } = request.params;
    const handover = await findHandover(deps.sql, merchantId, livemode, id);
    if (!handover) throw missing(id);
    return handover;
  };
  const own = async (request: BoundRequest<'getPhotoHandover' | 'deletePhotoHandover'>) => {
    const handover = await find(request);
    assertVisitor(callerOf(request), handover.clientTokenHash, () => missing(handover.id));
    return handover;
  };
  return {
    async createPhotoHandover(request) {
      const secret = mintHandoverSecret();
      const clientToken = visitorToken(callerOf(request)) ?? mintClientToken();
      const handover =
        (await recover(deps, request, secret, clientToken)) ??
        (await ask(deps, request, secret, clientToken));
      return {
        status: 201,
        body: await presentHandover(deps, handover, { secret, clientToken }),
        headers: { Location: `/v1/photo-handovers/${handover.id}` },
      };
    },
    async getPhotoHandover(request) {
      return { status: 200, body: await presentHandover(deps, await own(request)) };
    },
    async deletePhotoHandover(request) {
      const { id, merchantId } = await own(request);
      if (!(await deleteHandover(deps.sql, merchantId, id))) throw missing(id);
      return { status: 204, body: undefined };
    },
    async getHandoverPage(request) {
      const { id, merchantId } = assertOpen(await find(request));
      const [handover, merchant] = await Promise.all([
        markHandoverOpened(deps.sql, merchantId, id),
        findMerchant(deps.sql, merchantId),
      ]);
      if (!handover || !merchant) throw missing(id);
      return { status: 200, body: presentHandoverPage(handover, merchant) };
    },
    async receiveHandoverPhoto(request) {
      const { id, merchantId, status, imageId, clientTokenHash } = await find(request);
      const bytes = request.files['file']?.bytes;
      if (!bytes) throw notAFile();
      if (imageId !== null) {
        const sourceSha256 = createHash('sha256').update(bytes).digest('hex');
        if (await isSamePhoto(deps.sql, merchantId, imageId, sourceSha256)) return RECEIVED;
        throw handoverUsed();
      }
      if (status === 'expired') throw handoverExpired();
      await storeImage(deps, {
        bytes,
        source: 'upload',
        caller: callerOf(request),
        owner: clientTokenHash,
        signal: request.signal,
        made: (tx, storedId) => receiveHandover(tx, merchantId, id, storedId),
      });
      return RECEIVED;
    },
  };
}

const RECEIVED = { status: 200, body: { status: 'received' } } as const;

function ask(
  deps: ServerDeps,
  request: BoundRequest<'createPhotoHandover'>,
  secret: string,
  clientToken: string,
): Promise<Handover> {
  const { merchantId, livemode, key } = callerOf(request);
  return deps.sql.begin(async (tx) => {
    const handover = await insertHandover(tx, merchantId, {
      id: newId('pho'),
      livemode,
      apiKeyId: key.id,
      clientTokenHash: hashClientToken(clientToken),
      secretHash: hashHandoverSecret(secret),
      locale: request.body.locale ?? null,
      consent: saidConsent(request.body.consent),
    });
    await request.idempotency?.bind(tx, handover.id);
    return handover;
  });
}

/** What a crashed request with the same idempotency key had already made; its secret never got out. */
async function recover(
  deps: ServerDeps,
  request: BoundRequest<'createPhotoHandover'>,
  secret: string,
  clientToken: string,
): Promise<Handover | undefined> {
  const id = request.idempotency?.resourceId;
  const { merchantId } = callerOf(request);
  return id
    ? rebindHandover(deps.sql, merchantId, id, hashClientToken(clientToken), hashHandoverSecret(secret))
    : undefined;
}

function assertOpen(handover: Handover): Handover {
  if (handover.status === 'expired') throw handoverExpired();
  if (handover.status === 'received') throw handoverUsed();
  return handover;
}

const missing = (id: string) =>
  new DomainError('handover_not_found', `There is no hand-over ${id}, or it was taken back.`);

const notAFile = () =>
  new DomainError('validation_failed', 'file must be a file, not text.', {
    errors: [{ pointer: '#/file', detail: 'must be a file, not text' }],
  });
