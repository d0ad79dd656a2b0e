import type { PageClient, WidgetConfig } from '@tryon/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { Say } from '../localize.js';
import type { Product } from '../product/product.js';
import type { ResultView } from '../result/result-screen.js';
import type { Session } from '../session/session.js';
import type { PhotoView } from './photo-screen.js';

/** A screen of the dialog: what is looked at, and what is read and done. */
export interface Step {
  readonly view: TemplateResult;
  readonly body: TemplateResult;
}

/** What passes while the shopper is on their way, beside the session's own state. */
export interface ScreenState {
  readonly hasAgreed: boolean;
  /** Seconds until another try is allowed. */
  readonly waitS: number;
}

/** What the steps are drawn from, and what they can ask for. */
export interface StepView extends ScreenState {
  readonly say: Say;
  /** For dates and numbers. */
  readonly locale: string;
  /** Language of the words themselves. */
  readonly wordsLocale: string;
  readonly session: Session;
  readonly client: PageClient;
  /** The chosen photo, to look at; empty before there is one. */
  readonly photoUrl: string;
  readonly product: Product | undefined;
  readonly config: WidgetConfig;
  readonly act: StepActions;
  readonly photo: PhotoView;
  readonly result: ResultView;
}

export interface StepActions {
  tick(event: Event): void;
  agree(event: Event): void;
  cancel(): void;
  restart(): void;
  /** The same photo again. */
  again(): void;
  close(): void;
}

/** The heading names the dialog, and is where a screen reader goes at each step. */
export const heading = (text: string): TemplateResult => html`<h2 id="title" tabindex="-1">${text}</h2>`;

/** A picture that fills its pane without being cropped. */
export const picture = (url: string | undefined, alt = ''): TemplateResult =>
  html`${
    url
      ? html`<img class="picture ground" src=${url} alt="" /><img part="image" class="picture" src=${url} alt=${alt} />`
      : nothing
  }`;

/** The shop's own picture of the piece. */
export const productPicture = (product: Product | undefined): TemplateResult =>
  html`${product ? html`<img class="picture product" src=${product.imageUrl} alt="" />` : nothing}`;
