// The page that a phone opens from a code: the server sends an empty shell, everything else is here.
import { phoneApi } from './phone-api.js';
import { TryonPhonePageElement } from './phone-page.js';

const id = location.pathname.split('/').pop() ?? '';
const place = `tryon-handover:${id}`;
const secret = location.hash.slice(1) || sessionStorage.getItem(place) || '';
// Out of the address, so that it is in no history and no screenshot; a reload still knows it.
sessionStorage.setItem(place, secret);
history.replaceState(null, '', location.pathname);

const sheet = new CSSStyleSheet();
sheet.replaceSync('body { margin: 0 }');
document.adoptedStyleSheets.push(sheet);

customElements.define('tryon-phone-page', TryonPhonePageElement);
const page = new TryonPhonePageElement();
page.api = phoneApi(id, secret);
document.body.append(page);
