import { findProduct, type Inspection } from '../product/find-product.js';
import { readGallery, type ShownPicture } from '../product/gallery.js';
import { type Page, readPage, samePage, selfDescription } from '../product/page.js';
import { headingOf } from '../product/page-words.js';
import { pictureKey } from '../product/picture-address.js';
import { pictureOf } from '../product/picture-element.js';
import { findOnPlatform } from '../product/platforms.js';
import { shopifyHandle } from '../product/shopify-page.js';
import { breathe } from './breathe.js';
import { watchNavigation } from './watch-navigation.js';
import { watchChoices, watchPage } from './watch-page.js';
import { watchShopify } from './watch-shopify.js';

/** What is remembered of the page that the shopper is on. */
interface Memory {
  url: string;
  /** What stood on the page before, and may have been left there. */
  readonly leftovers: ReadonlySet<string>;
  readonly since: number;
  scope: ParentNode | undefined;
  /** The picture that stands for the product in the gallery; browsing through the gallery does not change it. */
  main: ShownPicture | undefined;
  firstShown: string | undefined;
  /** What the page said of itself when last looked at, and under which heading. */
  texts: ReadonlySet<string>;
  heading: string | undefined;
  /** What it said before its heading changed: single-page shops may draw a page before they change the address. */
  earlier: { readonly texts: ReadonlySet<string>; readonly time: number } | undefined;
  /** The picture shown when last looked at. */
  shown: string | undefined;
  /** The picture at the moment of the last choice, as long as its answer is awaited. */
  chosenAt: { readonly shown: string | undefined; readonly time: number } | undefined;
  hasChosen: boolean;
}

export interface Follower {
  /** Looks at the page now. */
  inspect(): Promise<Inspection>;
}

/** A page may still be putting its pictures up. */
const SETTLING_MS = 2000;
/** How long a page may take to show what was chosen. */
const ANSWER_MS = 2500;
/** How long before its address a page may have been drawn. */
const AHEAD_MS = 1500;
const LOOKS_AFTER_CHOICE_MS = [50, 300, 1000, 2400];
const MAX_IMAGES = 300;

/**
 * Keeps finding the product of the page, and the picture of its chosen variant, until `signal` aborts: over navigations
 * without a load, quick views, choices and content that comes late. `onInspection` is called when the outcome changes,
 * with the page's open `<dialog>` that the product is in: what stands outside of it cannot be reached.
 */
export function followProduct(
  onInspection: (inspection: Inspection, dialog: Element | null) => void,
  signal: AbortSignal,
): Follower {
  let memory = remember(new Set());
  let said = '';
  let looks = 0;

  /** The first look falls into the time when the page itself is still busy; later ones must not be late. */
  const pause = async () => said === '' && (await breathe());
  const look = async (): Promise<Inspection> => {
    const current = memory;
    const turn = ++looks;
    const page = readPage(document, { leftovers: current.leftovers });
    const platform = await findOnPlatform(page, announced.variantOf(shopifyHandle(page)?.handle ?? ''));
    await pause();
    const { choice, gallery } = remembered(current, page);
    if (!page.isQuickView) describe(current, page, gallery.main?.key);
    await pause();
    return settle(await findProduct(document, { page, gallery, choice, platform }), turn, page.scope);
  };
  const settle = (inspection: Inspection, turn: number, scope: ParentNode): Inspection => {
    if (turn !== looks || signal.aborted) return inspection;
    const dialog = scope instanceof Element ? scope.closest('dialog') : null;
    const saying = JSON.stringify([inspection.product, inspection.refusal, dialog !== null]);
    if (saying !== said) {
      said = saying;
      onInspection(inspection, dialog);
    }
    return inspection;
  };
  const lookAndTell = async () => {
    const before = said;
    // A reader that could not be fetched may be there at the next look; until then nothing is offered.
    await look().catch((error: unknown) => console.debug('[tryon] The page could not be read.', error));
    return said !== before;
  };
  const onNavigation = () => {
    watch.wake();
    const here = samePage(memory.url, location.href);
    if (here === 'no' || samePage(location.href, memory.url) === 'no') memory = remember(leftBehind(memory));
    else if (here === 'product') {
      memory.url = location.href;
      choose(memory.shown);
    }
    // What the page shows belongs to the address that it had before, until the new page is drawn.
    setTimeout(() => void lookAndTell(), LOOKS_AFTER_CHOICE_MS[0]);
  };
  const onChoice = () => choose(readGallery(readPage(document, { leftovers: memory.leftovers })).main?.key);
  const choose = (shown: string | undefined) => {
    memory.chosenAt = { shown, time: performance.now() };
    watch.wake();
    for (const delayMs of LOOKS_AFTER_CHOICE_MS)
      setTimeout(() => !signal.aborted && void lookAndTell(), delayMs);
  };
  const announced = watchShopify(onChoice, signal);
  const watch = watchPage(lookAndTell, signal);
  watchNavigation(onNavigation, signal);
  watchChoices(onChoice, signal);
  void breathe().then(() => !signal.aborted && void lookAndTell());
  return { inspect: look };
}

function remember(leftovers: ReadonlySet<string>): Memory {
  return {
    url: location.href,
    leftovers,
    since: performance.now(),
    texts: new Set(),
    heading: undefined,
    earlier: undefined,
    shown: undefined,
    scope: undefined,
    main: undefined,
    firstShown: undefined,
    chosenAt: undefined,
    hasChosen: false,
  };
}

function describe(memory: Memory, page: Page, shown: string | undefined): void {
  const heading = headingOf(page);
  if (heading && heading !== memory.heading) {
    // The content that a page's new address was waiting for is no forerunner of the next.
    const isOwn = [...memory.texts].some((text) => !memory.leftovers.has(text));
    if (isOwn) memory.earlier = { texts: memory.texts, time: performance.now() };
    memory.heading = heading;
  }
  memory.texts = new Set([...selfDescription(page.document), shown ?? '']);
}

const leftBehind = ({ texts, earlier }: Memory): ReadonlySet<string> =>
  earlier && performance.now() - earlier.time < AHEAD_MS ? earlier.texts : texts;

/** The gallery as it is now, led by the picture that stands for the product; the memory is brought up to date. */
function remembered(memory: Memory, page: Page) {
  const now = performance.now();
  const live = readGallery(page);
  if (memory.scope !== page.scope) {
    Object.assign(memory, { scope: page.scope, main: undefined, firstShown: undefined, hasChosen: false });
  }
  const { chosenAt, main } = memory;
  memory.shown = live.main?.key;
  const isAnswer =
    chosenAt && now - chosenAt.time < ANSWER_MS && live.main && live.main.key !== chosenAt.shown;
  const isSettling = !memory.hasChosen && now - memory.since < SETTLING_MS;
  if (isAnswer) {
    memory.hasChosen = true;
    memory.main = live.main;
  } else if (!main || isSettling || !isStill(main, live.main, page)) memory.main = live.main;
  if (!memory.hasChosen && (isSettling || !memory.firstShown)) memory.firstShown = memory.main?.key;
  const choice = { firstShown: memory.firstShown, hasChosen: memory.hasChosen };
  return { choice, gallery: { ...live, main: memory.main } };
}

/** Whether a picture still stands for the product: it is on the page, or gave way to one of the thumbnails. */
function isStill({ key }: ShownPicture, now: ShownPicture | undefined, page: Page): boolean {
  const images = [...page.scope.querySelectorAll('img')].slice(0, MAX_IMAGES);
  const keys = images.flatMap((image) => pictureOf(image) ?? []).map(pictureKey);
  return keys.includes(key) || (now !== undefined && keys.indexOf(now.key) !== keys.lastIndexOf(now.key));
}
