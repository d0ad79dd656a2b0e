import { html } from '../html.js';
import { renderPage } from './layout.js';
import type { PageContext } from './page-context.js';

export function privacyPage(context: PageContext): string {
  return renderPage(
    {
      title: 'Privacy: Plainsong',
      description: 'What this demonstration shop keeps, and what happens to a try-on photo.',
      main: html`<article class="prose">
        <h1>Privacy</h1>
        <p class="lead">Plainsong is a demonstration shop. It sells nothing, asks for no account and sets no cookies.</p>
        <h2>What stays in your browser</h2>
        <p>Your bag, the theme you make on the playground, and whether the developer view is open, are kept in this browser’s local storage. They are never sent to us. Clearing this site’s data removes them.</p>
        <h2>What the shop’s server sees</h2>
        <p>The address of the page you ask for, like any web server. It runs no analytics and loads nothing from anyone but the try-on service.</p>
        <h2>When you try a piece on</h2>
        <p>The try-on button belongs to the try-on service at <code>${context.apiUrl}</code>. If you press it, the service asks for your consent first. Only then does the photo you choose go to that service, together with the picture of the piece. The shop itself does not receive your photo or the result.</p>
        <p>The consent text says how long the photo and the result are kept. You can delete them at once from the result view. If you prefer to send no photo, choose one of the stand-in models.</p>
        <h2>What the developer view and the playground show</h2>
        <p>The events that the widget sends to this page, its requests, and the webhooks that the service sends to this shop’s server, which hold no picture and no link to one. Pictures are left out and tokens are cut short. The list is gone when you leave the page.</p>
      </article>`,
    },
    context,
  );
}
