import { css } from 'lit';

export const cameraStyles = css`
  :host {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    background: #0c0d10;
    color: #fff;
  }
  video,
  img,
  .outline {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  /* Mirrored on screen, as everybody knows themself; the photo is not. */
  video {
    transform: scaleX(-1);
  }
  .outline {
    padding: 5% 0 96px;
    opacity: 0.55;
    pointer-events: none;
  }
  .count {
    position: absolute;
    margin: 0;
    padding: 0;
    font-size: 128px;
    font-weight: 640;
    line-height: 1;
    text-shadow: 0 2px 24px rgb(0 0 0 / 60%);
  }
  .keys {
    position: absolute;
    inset-block-end: 20px;
    inset-inline: 16px;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(130px, 200px));
    gap: 10px;
    justify-content: center;
    justify-items: stretch;
  }
  .shutter {
    justify-self: center;
    inline-size: 72px;
    block-size: 72px;
    padding: 0;
    border: 6px double #0c0d10;
    border-radius: 50%;
    background: #fff;
    cursor: pointer;
  }
  .shutter:disabled {
    opacity: 0.45;
  }
  .pill {
    min-block-size: 48px;
    padding: 8px 16px;
    border: 1px solid rgb(255 255 255 / 70%);
    border-radius: 999px;
    background: rgb(12 13 16 / 72%);
    color: #fff;
    font: inherit;
    font-weight: 550;
    cursor: pointer;
  }
  .pill.use {
    border-color: #fff;
    background: #fff;
    color: #0c0d10;
  }
  button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 2px;
  }
  p {
    margin: 0;
    padding: 24px;
    text-align: center;
  }
  @media (forced-colors: active) {
    .pill,
    .shutter {
      border-color: ButtonBorder;
    }
    .shutter:disabled {
      border-color: GrayText;
    }
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
