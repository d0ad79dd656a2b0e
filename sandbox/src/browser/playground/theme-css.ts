import type { Colours, Theme } from './theme.js';

function colourLines(colours: Colours): string[] {
  return Object.entries(colours).map(([name, value]) => `  --tryon-color-${name}: ${value};`);
}

/**
 * The style sheet that gives the widget a theme, ready to be pasted. The dark colours follow the widget's own scheme,
 * so that `theme="light"` stays light on a dark system.
 */
export function themeCss(theme: Theme): string {
  return [
    'tryon-widget {',
    ...colourLines(theme.light),
    `  --tryon-radius: ${theme.radius}px;`,
    `  --tryon-font-family: ${theme.font};`,
    `  --tryon-shadow: ${theme.shadow};`,
    `  --tryon-width: ${theme.width}px;`,
    '}',
    '',
    "tryon-widget[scheme='dark'] {",
    ...colourLines(theme.dark),
    '}',
    '',
  ].join('\n');
}

/** What a Shopify theme needs to load it. */
export const SHOPIFY_LINES = `{%- comment -%} assets/tryon-theme.css holds the style sheet; this goes into layout/theme.liquid {%- endcomment -%}
{{ 'tryon-theme.css' | asset_url | stylesheet_tag }}`;
