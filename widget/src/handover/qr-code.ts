import { correction, generate } from 'lean-qr/nano';
import { html, type TemplateResult } from 'lit';

/** Modules of white that a reader needs around a code (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code: error correction M, always dark on white, since many readers fail on the reverse. */
export function qrCode(text: string, label: string): TemplateResult {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const side = code.size + 2 * QUIET;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  return html`<svg class="code" role="img" aria-label=${label} viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">
    <rect width=${side} height=${side} fill="#fff" />
    <path d=${path} fill="#000" />
  </svg>`;
}
