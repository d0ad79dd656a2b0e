export { defineTryonWidget } from './define.js';
export * from './events.js';
export type { MessageKey, MessageOverrides } from './localize.js';
export { PhotoProblem, preparePhoto } from './photo/prepare-photo.js';
export type { NamedProduct, Product, ProductCategory } from './product/product.js';
export type { TokenProvider } from './session/open-session.js';
export { createSession, type Session, type SessionOptions } from './session/session.js';
export type {
  FinishedTryon,
  Photo,
  SavedSession,
  SavedTryon,
  SessionMemory,
  SessionState,
  WorkingStage,
} from './session/state.js';
export type { Connection } from './session/through-breaks.js';
export { TryonWidgetElement } from './tryon-widget.js';
