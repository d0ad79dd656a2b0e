import { css } from 'lit';

export const doctorStyles = css`
  :host {
    position: fixed;
    inset-block: 16px;
    inset-inline-start: 16px;
    z-index: 2147483001;
    display: flex;
    align-items: end;
    inline-size: min(440px, calc(100vw - 32px));
    pointer-events: none;
    color-scheme: light dark;
    font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  }
  section {
    --ink: light-dark(#17191f, #f2f2ee);
    --paper: light-dark(#fff, #1b1d22);
    --grey: light-dark(#5c616d, #a9adb8);
    --rule: light-dark(#dfe1e6, #383c46);
    --stop: light-dark(#a32020, #ff9c92);
    --doubt: light-dark(#7a5200, #ffcf70);
    --fine: light-dark(#146b3a, #7fdca4);
    box-sizing: border-box;
    inline-size: 100%;
    max-block-size: 100%;
    overflow: auto;
    padding: 20px;
    border: 1px solid var(--rule);
    border-radius: 14px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 24px 64px rgb(15 18 28 / 28%);
    pointer-events: auto;
    text-align: start;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  h2 {
    margin: 0;
    font-size: 17px;
    line-height: 1.3;
  }
  h3 {
    margin: 20px 0 8px;
    font-size: 12px;
    letter-spacing: 0.06em;
    text-transform: uppercase;
    color: var(--grey);
  }
  p {
    margin: 0;
  }
  ul {
    margin: 12px 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding-block: 10px;
    border-block-start: 1px solid var(--rule);
  }
  .word {
    font-weight: 650;
  }
  .stop .word {
    color: var(--stop);
  }
  .doubt .word {
    color: var(--doubt);
  }
  .fine .word {
    color: var(--fine);
  }
  .quiet {
    color: var(--grey);
  }
  .candidate {
    display: grid;
    grid-template-columns: 56px 1fr;
    gap: 12px;
  }
  .candidate img {
    inline-size: 56px;
    block-size: 72px;
    object-fit: cover;
    border-radius: 8px;
    background: var(--rule);
  }
  .candidate div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  button {
    min-block-size: 44px;
    min-inline-size: 44px;
    padding-inline: 14px;
    border: 1px solid var(--rule);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  :is(button, section):focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
    margin-block-start: 16px;
  }
`;
