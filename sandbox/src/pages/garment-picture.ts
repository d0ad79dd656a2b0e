import type { Garment } from '../catalog.js';
import { html, type SafeHtml } from '../html.js';

export interface PictureOptions {
  /** The `sizes` attribute: how wide the picture is shown. */
  readonly sizes: string;
  /** True for pictures in the first view; the others are loaded when they come near. */
  readonly isFirstView: boolean;
  /** False where the title stands right beside the picture, so that it is not read out twice. */
  readonly hasAlt?: boolean;
}

/** A piece on a ground tinted like the sky at its hour. */
export function garmentPicture(garment: Garment, options: PictureOptions): SafeHtml {
  const loading = options.isFirstView ? html`fetchpriority="high"` : html`loading="lazy" decoding="async"`;
  const small = garment.file.replace(/^garments\//, 'garments-384/');
  return html`<span class="tile sky-${garment.hour.slice(0, 2)}">
    <img src="/art/${garment.file}" srcset="/art/${small} 384w, /art/${garment.file} ${garment.width}w" sizes="${options.sizes}"
      width="${garment.width}" height="${garment.height}" alt="${options.hasAlt === false ? '' : garment.alt}" ${loading}>
  </span>`;
}
