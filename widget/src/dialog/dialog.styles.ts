import { css } from 'lit';

/**
 * The dialog: a sheet from below on a phone, a card with the picture on one side on a desk. Its size stays the same
 * from step to step, so that nothing jumps under the pointer.
 */
export const dialog = css`
  dialog {
    inline-size: 100%;
    block-size: calc(100dvh - 12px);
    max-inline-size: none;
    max-block-size: none;
    margin: auto 0 0;
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) + 8px) calc(var(--_radius) + 8px) 0 0;
    background: var(--_surface);
    color: var(--_text);
    font-size: 1em;
    line-height: 1.5;
    text-align: start;
    /* Japanese breaks between phrases, not within words. */
    word-break: auto-phrase;
    box-shadow: var(--_shadow);
    overflow: hidden;
  }
  dialog[open] {
    animation: rise 0.3s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  dialog::backdrop {
    background: rgb(12 14 20 / 52%);
  }
  .sheet {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-block-start: 60px;
  }
  /* Stays, so that the way out is always in sight. */
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding-block: 6px 4px;
    padding-inline: 20px 8px;
    background: var(--_surface);
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: transparent;
    cursor: pointer;
  }
  .close:hover {
    background: var(--_soft);
  }
  .close svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .view {
    container-type: inline-size;
    position: relative;
    flex: 1 0 200px;
    margin-inline: 20px;
    border-radius: var(--_radius);
    background: var(--_soft);
    overflow: clip;
  }
  .body {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 14px;
    padding: 18px 20px max(20px, env(safe-area-inset-bottom));
  }
  /* What is too much scrolls; it is not squeezed. */
  .body > * {
    flex: none;
  }
  .body > .end {
    display: grid;
    gap: 10px;
  }
  @keyframes rise {
    from {
      transform: translateY(28px);
      opacity: 0;
    }
  }
  @media (min-width: 720px) {
    dialog {
      inline-size: min(var(--tryon-width, 920px), calc(100vw - 48px));
      block-size: min(680px, calc(100dvh - 48px));
      margin: auto;
      border-radius: calc(var(--_radius) + 8px);
    }
    .sheet {
      display: grid;
      /* As wide as a picture of 2 by 3 that is as high as the dialog. */
      grid-template: auto minmax(0, 1fr) / minmax(0, min(454px, 50%)) minmax(0, 1fr);
      grid-template-areas: 'view header' 'view body';
      overflow: hidden;
    }
    .head {
      grid-area: header;
      position: static;
      padding-block: 12px 0;
      padding-inline: 32px 12px;
    }
    .view {
      grid-area: view;
      margin: 0;
      border-radius: 0;
    }
    .body {
      grid-area: body;
      gap: 18px;
      padding: 24px 32px 32px;
      overflow: hidden auto;
      overscroll-behavior: contain;
      scroll-padding-block: 24px;
      /* What scrolls fades out at the edges, where at rest there is nothing but room. */
      mask-image: linear-gradient(transparent, #000 20px calc(100% - 24px), transparent);
    }
    .body > .end {
      margin-block-start: auto;
    }
  }
  @media (forced-colors: active) {
    dialog,
    .view,
    .toast,
    .close {
      border: 1px solid CanvasText;
    }
    .body {
      mask-image: none;
    }
  }
`;
