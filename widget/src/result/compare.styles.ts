import { css } from 'lit';

/** The before/after pictures, their divider and their buttons. */
export const compareStyles = css`
  :host {
    --position: 0%;
    --ratio: 0.667;
    --scale: 1;
    --x: 0px;
    --y: 0px;
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    container-type: size;
    background: var(--_soft, #eee);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  /* As large as the pane allows, and exactly as wide as the picture: the divider is a share of this. */
  .frame {
    position: relative;
    inline-size: min(100cqw, 100cqh * var(--ratio));
    aspect-ratio: var(--ratio);
    container-type: size;
    overflow: hidden;
    cursor: ew-resize;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  :host([zoomed]) .frame {
    cursor: grab;
    touch-action: none;
  }
  :host([zoomed]) .frame:active {
    cursor: grabbing;
  }
  :host([lone]) .frame {
    cursor: zoom-in;
  }
  img {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 100cqw;
    block-size: 100cqh;
    object-fit: cover;
    transform: translate(var(--x), var(--y)) scale(var(--scale));
    transform-origin: 0 0;
    transition: transform 0.2s ease-out;
    pointer-events: none;
  }
  :host([held]) img {
    transition: none;
  }
  .ground {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    filter: blur(40px);
    opacity: 0.45;
    transform: scale(1.15);
  }
  dialog .ground {
    display: none;
  }
  /* A box over the start of the frame, with the earlier picture behind it: right to left, it grows from the right. */
  .before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: var(--position);
    overflow: hidden;
    pointer-events: none;
  }
  .divider {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--position);
    inline-size: 2px;
    margin-inline-start: -1px;
    background: #fff;
    box-shadow: 0 0 6px rgb(0 0 0 / 45%);
    pointer-events: none;
  }
  .divider::after {
    content: '‹ ›' / '';
    position: absolute;
    inset-block-start: 50%;
    left: 50%;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: #fff;
    color: #17191f;
    font: 600 18px/1 system-ui, sans-serif;
    direction: ltr;
    transform: translate(-50%, -50%);
  }
  /* For keys and screen readers; pointers go to the frame, which also has to tell a pinch from a slide. */
  input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    pointer-events: none;
  }
  input:focus-visible + .divider::after,
  button:focus-visible {
    outline: 3px solid #17191f;
    outline-offset: 2px;
    box-shadow: 0 0 0 2px #fff;
  }
  .tools {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-end: 6px;
    display: grid;
  }
  button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    /* A target of 44 pixels that looks like one of 36: there is a picture behind it. */
    border: 4px solid transparent;
    border-radius: 50%;
    background: rgb(255 255 255 / 88%);
    background-clip: padding-box;
    color: #17191f;
    cursor: pointer;
  }
  button svg {
    inline-size: 20px;
    block-size: 20px;
  }
  button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  .badge {
    position: absolute;
    inset-block-end: 12px;
    inset-inline-end: 12px;
    padding: 3px 10px;
    border-radius: 999px;
    background: rgb(15 17 22 / 80%);
    color: #fff;
    font-size: .75em;
    line-height: 1.5;
    pointer-events: none;
  }
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  dialog {
    inline-size: 100dvw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 0;
    background: #101114;
    overflow: hidden;
  }
  dialog tryon-compare {
    background: #101114;
  }
  dialog > .leave {
    position: absolute;
    inset-block-start: max(8px, env(safe-area-inset-top));
    inset-inline-start: 8px;
    z-index: 1;
  }
  @media (prefers-reduced-motion: reduce) {
    img {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    button,
    .badge {
      border: 1px solid ButtonBorder;
      background-clip: border-box;
      background: Canvas;
      color: CanvasText;
    }
    .divider,
    .divider::after {
      forced-color-adjust: none;
    }
    .ground {
      display: none;
    }
  }
`;
