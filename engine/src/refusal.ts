export type PreviewRefusalCode =
  | 'no_person'
  | 'person_occluded'
  | 'garment_not_found'
  | 'garment_occluded'
  | 'image_unreadable'
  | 'legs_not_visible';

/** The engine cannot make an honest preview of these pictures; `code` says why. Asking again will not help. */
export class PreviewRefusal extends Error {
  override readonly name = 'PreviewRefusal';
  readonly code: PreviewRefusalCode;

  constructor(code: PreviewRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
