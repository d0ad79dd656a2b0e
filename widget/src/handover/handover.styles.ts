import { css } from 'lit';

export const handoverStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 16px;
    overflow: auto;
  }
  .panel {
    display: grid;
    gap: 12px;
    justify-items: center;
    max-inline-size: 100%;
    text-align: center;
  }
  .code {
    inline-size: min(260px, 60vw);
    aspect-ratio: 1;
    border-radius: 12px;
    background: #fff;
    forced-color-adjust: none;
  }
  .empty {
    opacity: 0.5;
  }
  p:focus {
    outline: none;
  }
`;
