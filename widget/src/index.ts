export { defineTryonWidget } from './define.js';
export * from './events.js';
export type { MessageKey, MessageOverrides } from './localize.js';
export { PhotoProblem, preparePhoto } from './photo/prepare-photo.js';
export type { Product, ProductCategory } from './product/product.js';
export {
  createSession,
  type Photo,
  type Session,
  type SessionOptions,
  type SessionState,
} from './session/session.js';
export { TryonWidgetElement } from './tryon-widget.js';
