import { svg, type TemplateResult } from 'lit';
import { icon } from '../dialog/icons.js';

export const plusIcon = (): TemplateResult => icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const minusIcon = (): TemplateResult => icon(svg`<path d="M5 12h14"/>`);
export const fullIcon = (): TemplateResult => icon(svg`<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>`);
export const shareIcon = (): TemplateResult =>
  icon(
    svg`<path d="M12 15V4M8 7.5 12 3.5l4 4M7 11H6a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-7a1 1 0 0 0-1-1h-1"/>`,
  );
export const saveIcon = (): TemplateResult => icon(svg`<path d="M12 4v11M8 11.5l4 4 4-4M5 20h14"/>`);
/** A person in a frame. */
export const swapIcon = (): TemplateResult =>
  icon(
    svg`<rect x="5" y="3.5" width="14" height="17" rx="2"/><circle cx="12" cy="9.5" r="2.3"/><path d="M8.2 17c.5-2.4 2-3.6 3.8-3.6s3.3 1.2 3.8 3.6"/>`,
  );
/** A thumb up; turned over by the styles for down. */
export const thumbIcon = (): TemplateResult =>
  icon(
    svg`<path d="M7.5 11v8.5H5a1 1 0 0 1-1-1V12a1 1 0 0 1 1-1zM7.5 11l3.4-6.6c1.5 0 2.4 1.1 2.1 2.6L12.4 10h5a2 2 0 0 1 2 2.4l-1 5.1a2.5 2.5 0 0 1-2.4 2H7.5"/>`,
  );
