import { css } from 'lit';

/** What is under the picture. */
export const resultStyles = css`
  .named {
    display: grid;
    gap: 4px;
  }
  .step-result .body > .end {
    margin-block-start: 0;
  }
  .bag {
    display: grid;
    place-items: center;
    justify-self: center;
    min-block-size: 44px;
    padding-inline: 10px;
    font-size: .875em;
  }
  .tools {
    display: flex;
    gap: 4px;
  }
  .tool {
    display: grid;
    flex: 1;
    gap: 4px;
    justify-items: center;
    align-content: center;
    min-block-size: 60px;
    padding: 8px 4px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: transparent;
    font-size: .8125em;
    line-height: 1.25;
    text-align: center;
    cursor: pointer;
  }
  .tool svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .next,
  tryon-history:defined,
  .rating {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--_line);
  }
  .look {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    align-items: center;
  }
  .look ul {
    display: flex;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .look li + li::before {
    content: '+' / '';
    padding-inline: 6px;
    color: var(--_muted);
  }
  .look li {
    display: flex;
    align-items: center;
  }
  .look img {
    inline-size: 40px;
    block-size: 50px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) - 8px);
    background: #fff;
    object-fit: contain;
  }
  .choices {
    flex: none;
    margin: 0 -4px;
  }
  .choice {
    padding: 0;
    border: 2px solid transparent;
    border-radius: calc(var(--_radius) - 6px);
    background: transparent;
    cursor: pointer;
  }
  .choice[aria-pressed='true'] {
    border-color: var(--_text);
  }
  .choice img {
    display: block;
    inline-size: 52px;
    block-size: 72px;
    border-radius: calc(var(--_radius) - 9px);
    object-fit: cover;
  }
  .rating {
    display: grid;
    gap: 8px;
  }
  /* Still there for screen readers, which must know it before it speaks. */
  .rating > .muted:empty {
    margin-block-start: -8px;
  }
  .rate {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .rate > span {
    flex: 1;
    font-size: .875em;
    font-weight: 600;
  }
  .thumb {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: transparent;
    cursor: pointer;
  }
  .thumb svg {
    inline-size: 20px;
    block-size: 20px;
  }
  .thumb.down svg {
    transform: rotate(180deg);
  }
  .thumb[aria-pressed='true'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 8px;
    padding: 0;
    color: var(--_muted);
    font-size: .875em;
  }
  .chip {
    position: relative;
    display: inline-grid;
    align-items: center;
    min-block-size: 44px;
    padding: 6px 16px;
    border: 1px solid var(--_line);
    border-radius: 22px;
    font-size: .875em;
    cursor: pointer;
  }
  .chip input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .chip:has(:checked) {
    border-color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_text);
  }
  .chip:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  @media (min-width: 720px) {
    .step-result .body > .between {
      margin-block-start: auto;
    }
  }
  @media (hover: hover) {
    .tool:hover {
      background: var(--_soft);
    }
    .thumb:hover,
    .chip:hover {
      border-color: var(--_muted);
    }
  }
  @media (forced-colors: active) {
    .tool,
    .choice {
      border-color: ButtonBorder;
    }
    .thumb[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .thumb[aria-pressed='true'],
    .choice[aria-pressed='true'],
    .chip:has(:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
