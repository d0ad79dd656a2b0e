// What a screen is for a thumb and for a keyboard: every target is large enough, every control is reached by Tab, and
// whoever has the focus shows it.

/** WCAG 2.5.5, in CSS pixels. */
const TARGET = 44;
/** Of rounding: half a pixel. */
const SLACK = 0.5;

/**
 * Tabs once through what is open and measures it. The focus and the scrolled parts are put back where a new screen has
 * them.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} screen named in each finding
 * @returns {Promise<string[]>} a line for each thing that is wrong
 */
export async function handViolations(page, screen) {
  const { small, controls } = await page.evaluate(measure, { least: TARGET - SLACK });
  const reached = new Set();
  const hidden = new Set();
  // One more than there are: at the end the focus leaves for the browser's own controls and comes back.
  for (let presses = 0; presses < controls.length + 2 && reached.size < controls.length; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(focusedControl);
    if (!focused) continue;
    reached.add(focused.name);
    if (!focused.isSeen) hidden.add(focused.name);
  }
  await page.evaluate(settleDown);
  return [
    ...small.map((what) => `${screen}: smaller than ${TARGET} pixels: ${what}`),
    ...controls.filter((name) => !reached.has(name)).map((name) => `${screen}: not reached by Tab: ${name}`),
    ...[...hidden].map((name) => `${screen}: does not show its focus: ${name}`),
  ];
}

/** Runs in the page. Names are places in the tree, as no two are alike. */
function measure({ least }) {
  const CONTROLS = 'button, a[href], input, select, textarea, [tabindex="0"]';
  const found = [];
  let modal;
  const collect = (root) => {
    for (const element of root.querySelectorAll('*')) {
      // Of two, the inner one is on top.
      if (element.localName === 'dialog' && element.open) modal = element;
      if (element.shadowRoot) collect(element.shadowRoot);
      if (element.matches(CONTROLS)) found.push(element);
    }
  };
  collect(document);
  const isWithin = (element) => {
    for (let at = element; at; at = at.parentNode ?? at.host) if (at === modal) return true;
    return false;
  };
  const isThere = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    (!modal || isWithin(element)) &&
    !element.matches(':disabled');
  const there = found.filter(isThere);
  const radios = new Set();
  const small = [];
  const controls = [];
  window.tryonControls = new Map();
  for (const element of there) {
    const target = element.closest('label') ?? element;
    const { width, height } = target.getBoundingClientRect();
    const name = `${element.localName}.${element.className || element.type || ''} "${(element.ariaLabel ?? target.textContent ?? '').trim().slice(0, 40)}" ${found.indexOf(element)}`;
    // A range under the picture is for keys only, and links within a sentence are as large as its words.
    const isPointed = getComputedStyle(element).pointerEvents !== 'none';
    const isInline = element.localName === 'a' && getComputedStyle(element).display === 'inline';
    if (isPointed && !isInline && Math.min(width, height) < least) {
      small.push(`${name}, ${width.toFixed(1)} x ${height.toFixed(1)}`);
    }
    if (element.tabIndex < 0) continue;
    // Arrow keys lead on within a group of choices.
    if (element.type === 'radio') {
      if (radios.has(element.name)) continue;
      radios.add(element.name);
    }
    window.tryonControls.set(element, name);
    controls.push(name);
  }
  return { small, controls };
}

/** Runs in the page. */
function focusedControl() {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  const controls = window.tryonControls;
  const isSame = (one) => one === focused || (one.type === 'radio' && one.name === focused.name);
  const known = [...controls.keys()].find(isSame);
  if (!known) return undefined;
  const shows = (element, part) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  };
  const isSeen =
    shows(focused) || shows(focused.closest('label')) || shows(focused.nextElementSibling, '::after');
  return { name: controls.get(known), isSeen };
}

/** Runs in the page. */
function settleDown() {
  delete window.tryonControls;
  const settle = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) settle(element.shadowRoot);
      if (element.scrollTop || element.scrollLeft) element.scrollTo(0, 0);
    }
  };
  const title = document.querySelector('tryon-widget')?.shadowRoot.querySelector('#title');
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (title?.checkVisibility()) title.focus();
  else focused?.blur();
  settle(document);
}
