import { css } from 'lit';

/** The custom properties a shop may set, with their defaults for light and dark. */
export const tokens = css`
  :host {
    --_ink: #17191f;
    --_paper: #fff;
    --_grey: #5c616d;
    --_rule: #dfe1e6;
    --_wash: #f4f4f2;
    --_red: #a32020;
    --_accent: var(--tryon-color-accent, var(--_ink));
    --_on-accent: var(--tryon-color-on-accent, var(--_paper));
    --_surface: var(--tryon-color-surface, var(--_paper));
    --_text: var(--tryon-color-text, var(--_ink));
    --_muted: var(--tryon-color-muted, var(--_grey));
    --_line: var(--tryon-color-line, var(--_rule));
    --_soft: var(--tryon-color-soft, var(--_wash));
    --_problem: var(--tryon-color-problem, var(--_red));
    --_radius: var(--tryon-radius, 14px);
    --_font: var(--tryon-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    --_shadow: var(--tryon-shadow, 0 24px 64px rgb(15 18 28 / 28%));
    --_z: var(--tryon-z-index, 2147483000);
    color-scheme: light;
    /* The reader's own text size, which a shop's html { font-size: 62.5% } leaves alone; the rest is in em of it. */
    font-size: medium;
  }
  :host([scheme='dark']) {
    --_ink: #f2f2ee;
    --_paper: #1b1d22;
    --_grey: #a9adb8;
    --_rule: #383c46;
    --_wash: #25282f;
    --_red: #ff9c92;
    color-scheme: dark;
  }
`;
