import { css } from 'lit';

/** The button on the shop's page. */
export const trigger = css`
  :host {
    display: contents;
    font-family: var(--_font);
  }
  :host([hidden]) {
    display: none;
  }
  .trigger {
    min-block-size: 52px;
    padding-block: 0;
    padding-inline: 1.1em 1.4em;
    border-radius: 999px;
    font-size: 1em;
    line-height: 1;
  }
  .trigger svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .floating {
    position: fixed;
    inset-block-end: max(20px, env(safe-area-inset-bottom));
    inset-inline-end: max(20px, env(safe-area-inset-right));
    z-index: var(--_z);
    box-shadow: 0 8px 28px rgb(15 18 28 / 26%);
  }
  /* Inside a column the button is as wide as the shop's own. */
  .inline {
    inline-size: 100%;
    border-radius: var(--_radius);
  }
  /* A shopper who pressed before the dialog was here sees that it is coming, unless it takes no time at all. */
  .trigger[aria-busy='true'] svg {
    animation: swing 0.9s ease-in-out 0.15s infinite alternate;
    transform-origin: 50% 15%;
  }
  @keyframes swing {
    from {
      transform: rotate(-14deg);
    }
    to {
      transform: rotate(14deg);
    }
  }
  .note {
    position: fixed;
    inset-block-end: max(88px, env(safe-area-inset-bottom));
    inset-inline: 20px;
    z-index: var(--_z);
    max-inline-size: 360px;
    margin-inline-start: auto;
    padding: 12px 16px;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: .875em;
    line-height: 1.45;
    box-shadow: var(--_shadow);
  }
  .note[hidden] {
    display: none;
  }
  .ready::after {
    content: '';
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: #35c46a;
  }
`;
