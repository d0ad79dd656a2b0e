import { fixture, html } from '@open-wc/testing';
import { defineTryonWidget } from '../define.js';
import type { TryonWidgetElement } from '../tryon-widget.js';
import { waitUntil } from './wait-until.js';

export const KEY = `pk_test_demo${'0'.repeat(28)}aqnxvt`;

export interface Opened {
  readonly widget: TryonWidgetElement;
  readonly apiUrl: string;
  /** The first match within the widget; fails when there is none. */
  find<T extends HTMLElement = HTMLElement>(selector: string): T;
  /** Waits until the widget is at a step and drawn. */
  reach(step: string): Promise<void>;
  press(selector: string): Promise<void>;
}

/** A widget on a page of its own visit, ready to be opened, for a product whose outcome the test chooses. */
export async function readyWidget(outcome = 'completed'): Promise<Opened> {
  defineTryonWidget();
  sessionStorage.clear();
  const apiUrl = await (await fetch('/test-api-url')).text();
  const widget = await fixture<TryonWidgetElement>(html`
    <tryon-widget
      publishable-key=${KEY}
      api-base=${apiUrl}
      theme="light"
      garment-image="${apiUrl}/art/garments/tee-navy.webp?outcome=${outcome}"
    ></tryon-widget>
  `);
  const find = <T extends HTMLElement>(selector: string): T => {
    const found = widget.shadowRoot?.querySelector<T>(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  const reach = async (step: string) => {
    await waitUntil(() => widget.state?.step === step, `never came to ${step}`);
    await widget.updateComplete;
  };
  const press = async (selector: string) => {
    // What is behind the button comes when it is asked for.
    await waitUntil(() => widget.shadowRoot?.querySelector(selector), `no ${selector}`);
    find(selector).click();
    if (selector === '[part=trigger]') {
      await waitUntil(() => widget.shadowRoot?.querySelector('dialog[open]'), 'not opened');
    }
    await widget.updateComplete;
  };
  await waitUntil(() => widget.state !== undefined, 'never ready');
  await widget.updateComplete;
  return { widget, apiUrl, find, reach, press };
}

/** Opens the dialog and agrees. */
export async function agreedWidget(outcome?: string): Promise<Opened> {
  const opened = await readyWidget(outcome);
  await opened.press('[part=trigger]');
  await opened.press('.agree input');
  await opened.press('form .primary');
  await opened.reach('photo');
  return opened;
}

/** Sharp, well lit, with something the colour of skin: a picture that passes the early checks if it is upright. */
export async function pictureFile(width: number, height: number): Promise<File> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#dde';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#c68863';
    context.fillRect(width * 0.3, height * 0.1, width * 0.4, height * 0.3);
    context.fillStyle = '#223';
    for (let x = 0; x < width; x += width / 16) context.fillRect(x, height * 0.5, width / 32, height * 0.5);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the canvas gave no picture');
  return new File([blob], 'me.png', { type: 'image/png' });
}
