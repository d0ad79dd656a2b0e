import { css } from 'lit';

/** The custom properties a shop may set, with their defaults for light and dark. */
export const tokens = css`
  :host {
    --_accent: var(--tryon-color-accent, #17191f);
    --_on-accent: var(--tryon-color-on-accent, #fff);
    --_surface: var(--tryon-color-surface, #fff);
    --_text: var(--tryon-color-text, #17191f);
    --_muted: var(--tryon-color-muted, #5c616d);
    --_line: var(--tryon-color-line, #dfe1e6);
    --_soft: var(--tryon-color-soft, #f4f4f2);
    --_problem: var(--tryon-color-problem, #a32020);
    --_radius: var(--tryon-radius, 14px);
    --_font: var(--tryon-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    --_shadow: var(--tryon-shadow, 0 24px 64px rgb(15 18 28 / 28%), 0 2px 8px rgb(15 18 28 / 12%));
    --_z: var(--tryon-z-index, 2147483000);
    color-scheme: light;
    font-family: var(--_font);
  }
  :host([scheme='dark']) {
    --_accent: var(--tryon-color-accent, #f2f2ee);
    --_on-accent: var(--tryon-color-on-accent, #17191f);
    --_surface: var(--tryon-color-surface, #1b1d22);
    --_text: var(--tryon-color-text, #f2f2ee);
    --_muted: var(--tryon-color-muted, #a9adb8);
    --_line: var(--tryon-color-line, #383c46);
    --_soft: var(--tryon-color-soft, #25282f);
    --_problem: var(--tryon-color-problem, #ff9c92);
    color-scheme: dark;
  }
`;
