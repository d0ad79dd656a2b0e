import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  button,
  .button,
  input {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 48px;
    padding: 0 1.25em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_text);
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--_muted);
  }
  .button:disabled {
    opacity: 0.45;
    cursor: not-allowed;
  }
  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover:not(:disabled) {
    border-color: transparent;
    opacity: 0.9;
  }
  .quiet {
    min-block-size: 44px;
    border-color: transparent;
    padding: 0 0.5em;
    color: var(--_muted);
    font-weight: 450;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .quiet:hover {
    border-color: transparent;
    color: var(--_text);
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
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
  .ready::after {
    content: '';
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: #35c46a;
  }
  dialog {
    inline-size: min(var(--tryon-width, 460px), calc(100vw - 32px));
    max-inline-size: none;
    max-block-size: min(860px, calc(100dvh - 32px));
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) + 8px);
    background: var(--_surface);
    color: var(--_text);
    font-size: 16px;
    line-height: 1.5;
    box-shadow: var(--_shadow);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: rise 0.24s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  dialog::backdrop {
    background: rgb(12 14 20 / 52%);
    animation: fade 0.24s;
  }
  dialog.wide {
    inline-size: min(var(--tryon-width, 560px), calc(100vw - 32px));
  }
  @keyframes rise {
    from {
      transform: translateY(24px);
      opacity: 0;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 12px 12px 0 24px;
  }
  .brand {
    color: var(--_muted);
    font-size: 14px;
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
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
  .body {
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 4px 24px 24px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  h2 {
    margin: 0;
    font-size: 26px;
    font-weight: 620;
    line-height: 1.2;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h2:focus {
    outline: none;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  .muted {
    color: var(--_muted);
    font-size: 14px;
  }
  .problem-text {
    color: var(--_problem);
  }
  form {
    display: grid;
    gap: 16px;
  }
  .agree {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    padding: 14px 16px;
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
  .pair {
    display: grid;
    grid-template-columns: 88px 1fr;
    gap: 16px;
    align-items: center;
  }
  .pair img {
    inline-size: 88px;
    block-size: 110px;
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_soft);
    object-fit: cover;
  }
  .drop {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 26px 16px;
    border: 1.5px dashed var(--_line);
    border-radius: var(--_radius);
    background: var(--_soft);
    text-align: center;
  }
  .drop.over {
    border-color: var(--_accent);
  }
  .drop .button {
    min-inline-size: 220px;
  }
  .file {
    position: relative;
    overflow: hidden;
  }
  .file input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }
  .file:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .advice {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 16px;
    margin: 0;
    padding: 0;
    color: var(--_muted);
    font-size: 14px;
    list-style: none;
  }
  .advice li::before {
    content: '✓ ' / '';
    color: var(--_text);
  }
  .models {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .model {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) - 4px);
    background: var(--_soft);
    overflow: hidden;
    cursor: pointer;
  }
  .model:hover {
    border-color: var(--_accent);
  }
  .model img {
    display: block;
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 3 / 4;
    object-fit: cover;
    object-position: 50% 6%;
  }
  .stage {
    position: relative;
    display: grid;
    place-items: center;
    border-radius: var(--_radius);
    background: var(--_soft);
    overflow: hidden;
  }
  .stage img,
  .stage video {
    display: block;
    max-inline-size: 100%;
    max-block-size: min(52dvh, 520px);
  }
  .stage.soft img {
    filter: saturate(0.7);
  }
  .stage.soft::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(100deg, transparent 30%, rgb(255 255 255 / 35%) 50%, transparent 70%);
    background-size: 220% 100%;
    animation: sheen 2.2s linear infinite;
  }
  @keyframes sheen {
    from {
      background-position: 160% 0;
    }
    to {
      background-position: -60% 0;
    }
  }
  .mirror {
    transform: scaleX(-1);
  }
  progress {
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--_line);
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    transition: inline-size 0.4s;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .row .button:not(.quiet) {
    flex: 1 1 140px;
  }
  .between {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 12px;
  }
  tryon-compare {
    --compare-block-size: min(58dvh, 640px);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 560px) {
    dialog,
    dialog.wide {
      inline-size: 100vw;
      max-block-size: calc(100dvh - 12px);
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
    header {
      padding-inline-start: 20px;
    }
    .body {
      padding: 4px 20px max(20px, env(safe-area-inset-bottom));
    }
    h2 {
      font-size: 23px;
    }
    .models {
      grid-template-columns: repeat(3, 1fr);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    dialog::backdrop,
    .stage.soft::after {
      animation: none;
    }
    progress::-webkit-progress-value {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .primary,
    .trigger,
    .agree,
    dialog {
      border: 1px solid ButtonBorder;
    }
  }
`;
