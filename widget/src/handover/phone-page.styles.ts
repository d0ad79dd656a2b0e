import { css } from 'lit';

export const phonePageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100dvh;
    padding-block: max(20px, env(safe-area-inset-top)) 0;
    background: var(--_surface);
    color: var(--_text);
    font: 1.0625rem/1.5 var(--_font);
  }
  main {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 18px;
    inline-size: 100%;
    max-inline-size: 520px;
    margin-inline: auto;
    padding-inline: 22px;
  }
  h1 {
    margin: 0;
    font-size: 1.88em;
    font-weight: 640;
    line-height: 1.12;
    letter-spacing: -0.022em;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  .shop {
    color: var(--_muted);
    font-size: .88em;
  }
  ul {
    display: grid;
    gap: 14px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 18px;
    align-items: center;
  }
  li > svg {
    flex: none;
    block-size: 84px;
    color: var(--_muted);
  }
  .photo {
    flex: 1 1 0;
    min-block-size: 180px;
    inline-size: 100%;
    border-radius: var(--_radius);
    background: var(--_soft);
    object-fit: contain;
  }
  /* Within a thumb's reach, and above the home bar. */
  .keys {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: 10px;
    margin-block-start: auto;
    padding-block: 14px max(18px, env(safe-area-inset-bottom));
    background: var(--_surface);
  }
  .keys .button {
    min-block-size: 56px;
    font-size: 1em;
  }
  .file {
    position: relative;
  }
  .file input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .file:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .agreed {
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_line);
  }
  .agree {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 52px;
    padding: 12px 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .link {
    display: inline-flex;
    align-items: center;
    align-self: start;
    min-block-size: 44px;
    margin-block: -18px 0;
  }
  .agree input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .tick {
    inline-size: 88px;
    block-size: 88px;
    margin-block: 12vh 6px;
  }
  .over {
    margin-block-start: 12vh;
  }
  progress {
    inline-size: 100%;
    block-size: 8px;
    accent-color: var(--_accent);
  }
  @media (forced-colors: active) {
    .warning,
    .agree {
      border: 1px solid CanvasText;
    }
  }
  .warning {
    padding: 12px 16px;
    border-radius: var(--_radius);
    background: var(--_soft);
  }
`;
