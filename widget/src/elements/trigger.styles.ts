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
    padding: 0 1.4em 0 1.1em;
    border-radius: 999px;
    font-size: 16px;
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
  .ready::after {
    content: '';
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: #35c46a;
  }
`;
