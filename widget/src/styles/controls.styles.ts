import { css } from 'lit';

/** Buttons, type and the little things that every part of the widget uses. */
export const controls = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
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
    padding: 8px 0.75em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: transparent;
    color: var(--_text);
    font-weight: 550;
    line-height: 1.2;
    text-align: center;
    cursor: pointer;
    transition: 0.15s;
  }
  .button:active:not(:disabled) {
    transform: scale(0.985);
  }
  .button:disabled {
    opacity: 0.4;
    cursor: not-allowed;
  }
  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .quiet {
    min-block-size: 44px;
    padding-inline: 0;
    border-color: transparent;
    color: var(--_muted);
    font-size: .875em;
    font-weight: 450;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  @media (hover: hover) {
    .button:hover:not(:disabled, .primary, .quiet) {
      border-color: var(--_muted);
    }
    .primary:hover:not(:disabled) {
      opacity: 0.88;
    }
    .quiet:hover {
      color: var(--_text);
    }
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  h2 {
    margin: 0;
    font-size: 1.75em;
    font-weight: 640;
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  h2:focus {
    outline: none;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  a {
    color: inherit;
    text-underline-offset: 3px;
  }
  .muted {
    color: var(--_muted);
    font-size: .875em;
  }
  .problem-text {
    color: var(--_problem);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after,
    ::backdrop,
    ::-webkit-progress-value {
      animation: none !important;
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonBorder;
    }
    .primary {
      border-width: 2px;
    }
    .quiet {
      border-style: none;
    }
  }
`;
