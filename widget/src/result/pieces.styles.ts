import { css } from 'lit';

/** Rows of small pictures that scroll sideways: next pieces, pictures of this visit. */
export const pieces = css`
  h3 {
    margin: 0;
    font-size: .875em;
    font-weight: 600;
    line-height: 1.4;
  }
  .small {
    min-block-size: 44px;
    padding: 6px 12px;
    font-size: .875em;
  }
  .small[aria-pressed='true'] {
    border-color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_text);
  }
  .strip {
    display: flex;
    gap: 10px;
    margin: 8px 0 0;
    /* Room for the focus ring, which scrolling would cut off. */
    padding: 4px 4px 8px;
    margin-inline: -4px;
    list-style: none;
    overflow: auto hidden;
    overscroll-behavior-x: contain;
    scroll-padding-inline: 4px;
    scroll-snap-type: x proximity;
    scrollbar-width: thin;
  }
  .strip > * {
    flex: none;
    scroll-snap-align: start;
  }
  .strip li {
    display: grid;
    /* Names of one line and of two: the buttons under them stand in a row. */
    grid-template-rows: 1fr auto;
    gap: 6px;
    inline-size: 108px;
  }
  .strip .small {
    padding-inline: 6px;
    font-size: .8125em;
  }
  .piece {
    display: block;
    align-self: start;
    inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) - 6px);
    background: transparent;
    font-size: .8125em;
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
  }
  .piece img {
    display: block;
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 4 / 5;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) - 6px);
    background: #fff;
    object-fit: contain;
  }
  .past img {
    object-fit: cover;
    object-position: 50% 20%;
  }
  .piece span {
    display: -webkit-box;
    margin-block-start: 6px;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .piece[aria-current='true'] img {
    border-color: var(--_text);
    box-shadow: inset 0 0 0 1px var(--_text);
    outline: 1px solid var(--_text);
  }
  @media (forced-colors: active) {
    .piece img {
      border-color: ButtonBorder;
    }
    .small[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
    .piece[aria-current='true'] img {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
  @media (hover: hover) {
    .piece:hover img {
      border-color: var(--_muted);
    }
  }
`;
