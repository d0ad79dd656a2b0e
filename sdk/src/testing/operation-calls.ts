import type { operations } from '../schema.js';

/** The method that carries an operation out, with arguments to call it by; or why no method does. */
export type OperationCall = { method: string; args: readonly unknown[] } | { none: string };

const pictures = { model_image: 'img_1', garment_image: 'img_2' };
const hour = { since: '2026-11-21T09:00:00Z', until: '2026-11-21T10:00:00Z' };
const webhook = 'Arrives at your server: `verifyWebhook` of `@tryon/sdk/webhooks` answers it.';

const phone = 'The phone has no key: `openPhone` of `@tryon/sdk/phone` calls it.';
const events = {
  visitor_id: 'b1e4c8d07f2a4c6e9d13',
  group: 'offered',
  events: [{ id: 'c1f0a9d2b3e44f55', name: 'dialog_opened', occurred_at: '2026-11-21T09:30:00Z' }],
};

/**
 * Every operation of the contract and the method for it. One that is new in the contract does not compile here until
 * it has a method, or a reason to have none. The index in api.md is made of this.
 */
export const OPERATION_CALLS: Record<keyof operations, OperationCall> = {
  createTryon: { method: 'tryons.create', args: [pictures] },
  getTryon: { method: 'tryons.get', args: ['tryon_1'] },
  listTryons: { method: 'tryons.list', args: [{ status: 'completed' }] },
  cancelTryon: { method: 'tryons.cancel', args: ['tryon_1'] },
  deleteTryon: { method: 'tryons.delete', args: ['tryon_1'] },
  rateTryon: { method: 'tryons.rate', args: ['tryon_1', { rating: 'down', reason: 'wrong_fit' }] },
  verifyTryon: { method: 'tryons.verify', args: [{ sha256: 'ab12' }] },
  streamTryonEvents: { method: 'tryons.events', args: ['tryon_1'] },
  createImage: { method: 'images.create', args: [{ url: 'https://shop.example/tee.jpg' }] },
  getImage: { method: 'images.get', args: ['img_1'] },
  deleteImage: { method: 'images.delete', args: ['img_1'] },
  createErasure: { method: 'erasures.create', args: [] },
  getErasure: { method: 'erasures.get', args: ['ers_1'] },
  createPhotoHandover: { method: 'photoHandovers.create', args: [{ locale: 'de-CH' }] },
  getPhotoHandover: { method: 'photoHandovers.get', args: ['pho_1'] },
  deletePhotoHandover: { method: 'photoHandovers.delete', args: ['pho_1'] },
  getHandoverPage: { none: phone },
  receiveHandoverPhoto: { none: phone },
  recordWidgetEvents: { method: 'widget.recordEvents', args: [events] },
  getWidgetConfig: { method: 'widget.getConfig', args: [] },
  listSandboxModels: { method: 'sandbox.listModels', args: [] },
  listSandboxGarments: { method: 'sandbox.listGarments', args: [] },
  getUsage: { method: 'usage.get', args: [{ period: '2026-11' }] },
  createWebhookEndpoint: {
    method: 'webhookEndpoints.create',
    args: [{ url: 'https://shop.example/hooks', events: ['tryon.completed'] }],
  },
  getWebhookEndpoint: { method: 'webhookEndpoints.get', args: ['whe_1'] },
  listWebhookEndpoints: { method: 'webhookEndpoints.list', args: [] },
  updateWebhookEndpoint: { method: 'webhookEndpoints.update', args: ['whe_1', { status: 'enabled' }] },
  deleteWebhookEndpoint: { method: 'webhookEndpoints.delete', args: ['whe_1'] },
  rotateWebhookSecret: { method: 'webhookEndpoints.rotateSecret', args: ['whe_1', { overlap_hours: 1 }] },
  testWebhookEndpoint: { method: 'webhookEndpoints.test', args: ['whe_1'] },
  listWebhookDeliveries: { method: 'webhookEndpoints.deliveries', args: ['whe_1'] },
  redeliverWebhook: { method: 'webhookEndpoints.redeliver', args: ['whd_1'] },
  redeliverWebhooks: { method: 'webhookEndpoints.redeliverRange', args: ['whe_1', hour] },
  getHealth: { method: 'health.get', args: [] },
  getReadiness: { method: 'health.readiness', args: [] },
  receiveProviderCallback: { none: 'The remote providers call it.' },
  onTryonCompleted: { none: webhook },
  onTryonFailed: { none: webhook },
  onTryonCanceled: { none: webhook },
  onQuotaThresholdReached: { none: webhook },
  onWebhookEndpointDisabled: { none: webhook },
  onWebhookEndpointTest: { none: webhook },
};
