import { css } from 'lit';

/** What is inside the dialog's steps. */
export const steps = css`
  .picture {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  /* The same picture, out of focus: whatever its shape is, it fills the pane. */
  .ground {
    object-fit: cover;
    filter: blur(40px);
    opacity: 0.45;
    transform: scale(1.15);
  }
  /* Shops photograph their pieces on white. */
  .product {
    padding: 6%;
    background: #fff;
  }
  .busy::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(100deg, transparent 30%, rgb(255 255 255 / 38%) 50%, transparent 70%);
    background-position: 160% 0;
    background-size: 220% 100%;
    animation: sheen 2.4s linear infinite;
  }
  @keyframes sheen {
    to {
      background-position: -60% 0;
    }
  }
  .toast {
    position: fixed;
    inset-block-end: max(88px, calc(env(safe-area-inset-bottom) + 76px));
    inset-inline-end: max(20px, env(safe-area-inset-right));
    z-index: var(--_z);
    display: flex;
    align-items: center;
    max-inline-size: min(360px, calc(100vw - 40px));
    padding: 6px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 6px);
    background: var(--_surface);
    color: var(--_text);
    font-size: .9375em;
    line-height: 1.35;
    box-shadow: var(--_shadow);
    animation: rise 0.3s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  .toast[hidden] {
    display: none;
  }
  .toast-open {
    display: grid;
    flex: 1;
    grid-template-columns: auto 1fr;
    gap: 0 12px;
    align-items: center;
    min-block-size: 48px;
    padding-block: 2px;
    padding-inline: 4px 8px;
    border: 0;
    border-radius: var(--_radius);
    background: transparent;
    text-align: start;
    cursor: pointer;
  }
  .toast-open img {
    grid-row: span 2;
    inline-size: 48px;
    block-size: 60px;
    border-radius: calc(var(--_radius) - 4px);
    object-fit: cover;
    object-position: 50% 12%;
  }
  .toast-open strong {
    font-size: .875em;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .toast-open > :not(img) {
    grid-column: 2;
  }
  form {
    display: grid;
    gap: 14px;
  }
  .agree {
    display: flex;
    gap: 12px;
    align-items: center;
    min-block-size: 52px;
    padding: 12px 14px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .agree input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .guide {
    position: absolute;
    inset: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: center;
    margin: 0;
    padding: 16px;
    font-size: .875em;
    line-height: 1.35;
    text-align: center;
    list-style: none;
  }
  .guide li {
    display: grid;
    gap: 8px;
    justify-items: center;
    align-content: start;
  }
  .guide svg svg {
    block-size: auto;
  }
  .guide li > svg {
    block-size: min(22dvh, 96px);
    aspect-ratio: 3 / 4;
  }
  /* An odd one is as wide as the pair above it. */
  .row > :last-child:nth-child(3) {
    grid-column: 1 / -1;
  }
  .drop-here {
    position: absolute;
    inset: 10px;
    display: none;
    place-items: center;
    border: 3px dashed var(--_accent);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: 1.25em;
    font-weight: 600;
    pointer-events: none;
  }
  .over .drop-here {
    display: grid;
  }
  .link {
    display: inline-flex;
    align-items: center;
    justify-self: start;
    min-block-size: 44px;
  }
  .keep {
    display: flex;
    gap: 10px;
    align-items: center;
    flex: none;
    min-block-size: 44px;
    cursor: pointer;
  }
  .keep input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .ways {
    display: grid;
    gap: 8px;
    margin: 0;
    padding-inline-start: 1.3em;
  }
  .file {
    position: relative;
  }
  .file input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .file:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .same {
    justify-content: start;
    padding-block: 6px;
    padding-inline: 6px 14px;
    text-align: start;
  }
  .same img {
    inline-size: 44px;
    block-size: 56px;
    border-radius: calc(var(--_radius) - 6px);
    object-fit: cover;
    object-position: 50% 8%;
  }
  .models {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(44px, 1fr));
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* One or two stay as small as six. */
  .models:not(:has(> :nth-child(4))) {
    grid-template-columns: repeat(3, minmax(44px, 104px));
  }
  .model {
    display: block;
    inline-size: 100%;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_soft);
    overflow: hidden;
    cursor: pointer;
  }
  .model img {
    display: block;
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 3 / 5;
    object-fit: cover;
    object-position: 50% 6%;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 6px;
    margin-block-start: 10px;
    border: 0;
    border-radius: 3px;
    background: var(--_line);
    appearance: none;
    overflow: hidden;
  }
  /* No number is known yet: something moves, and it claims nothing. */
  progress:indeterminate {
    background: linear-gradient(90deg, var(--_line) 30%, var(--_accent) 50%, var(--_line) 70%) 0 / 300% 100%;
    animation: search 1.6s linear infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }
  @keyframes search {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: -50% 0;
    }
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    border-radius: 3px;
    background: var(--_accent);
    transition: inline-size 0.25s;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .row {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    gap: 10px;
  }
  .between {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: baseline;
    justify-content: space-between;
  }
  @media (max-width: 719px) {
    h2 {
      font-size: 1.5em;
    }
    .step-result .view {
      flex-basis: max(56dvh, 240px);
    }
    /* The advice is worth less of a small screen than the ways to follow it. */
    .way-choose.step-photo .view {
      flex: 1 0 max(168px, 12em);
      max-block-size: 20em;
    }
    .way-camera .view,
    .way-phone .view {
      flex-basis: 52dvh;
    }
  }
  @media (min-width: 720px) {
    .guide {
      grid-auto-flow: row;
      grid-template-columns: max-content;
      gap: 20px;
      justify-content: center;
      font-size: .9375em;
    }
    .guide li {
      grid-template-columns: auto 16ch;
      gap: 20px;
      align-items: center;
      justify-items: start;
      text-align: start;
    }
    .guide li > svg {
      block-size: min(20dvh, 132px);
    }
  }
  /* Large text on a small screen: beside each drawing instead of under it. */
  @container (max-width: 15em) {
    .guide {
      grid-auto-flow: row;
      align-content: space-evenly;
    }
    .guide li {
      grid-template-columns: auto minmax(0, 1fr);
      gap: 16px;
      align-items: center;
      justify-items: start;
      text-align: start;
    }
    .guide li > svg {
      block-size: 64px;
    }
  }
  @media (hover: none) {
    .drop-note {
      display: none;
    }
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
      background: Canvas;
      forced-color-adjust: none;
    }
    progress::-webkit-progress-bar {
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
    progress::-moz-progress-bar {
      background: Highlight;
    }
    .ground {
      display: none;
    }
    .agree,
    .model {
      border-color: ButtonBorder;
    }
  }
`;
