const NO_PICTURE = new RegExp(
  [
    // Anything that ends so, whatever stands before it …
    '(?:^|[-_])(?:placeholder(?:[-_]?image)?|no[-_]?image|no[-_]?photo|spinner|spacer|coming[-_]soon|ajax-loader)',
    // … and names that say nothing else; "logo-tee" and "tee-grey" are garments.
    '^(?:(?:site|shop|store|brand)?[-_]?logo|blank|lazy(?:load)?|loading|loader|transparent|pixel|1x1|empty)',
  ].join('|'),
  'i',
);
const SIZE_IN_NAME = /(?:[-_]\d*x\d*(?:_crop_\w+)?|@\d(?:\.\d)?x|-scaled)$/i;
const SHOPIFY_SIZE =
  /_(?:pico|icon|thumb|small|compact|medium|large|grande|original|master|(?:\d+|\{width\})x\d*|x\d+)(?:_crop_\w+)?(?:@\dx)?(?:\.progressive)?(?=\.\w+$)/i;
const MAX_WRAPPERS = 3;

/** An address made absolute, if it is one that a browser would fetch a picture or a page from. */
export function absolute(address: string | null | undefined, base: string): string | undefined {
  const trimmed = address?.trim();
  if (!trimmed || !URL.canParse(trimmed, base)) return undefined;
  const url = new URL(trimmed, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

/** The picture that an address leads to in full size, free of its thumbnail's size; undefined for a stand-in picture. */
export function pictureAddress(address: string | null | undefined, base: string): string | undefined {
  const url = absolute(address, base);
  if (!url) return undefined;
  const full = fullSize(url);
  const [name = ''] = fileOf(full).slice(-1);
  const extension = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === 'svg' || isStandIn(name)) return undefined;
  return full;
}

/** What two addresses of one picture have in common, whatever their size, format and host. */
export function pictureKey(address: string): string {
  const names = fileOf(fullSize(address));
  const stem = bare(names.at(-1) ?? '');
  // "1.jpg" and "main.jpg" are the names of many pictures.
  const isVague = stem.length < 5 || /^(?:\d+|main|image|front|large|picture|photo|default)$/.test(stem);
  return isVague ? `${names.at(-2) ?? ''}/${stem}` : stem;
}

function isStandIn(name: string): boolean {
  let stem = bare(name);
  for (const extra = /[-_](?:[0-9a-f]{8,}|\d+)$/; extra.test(stem); ) stem = stem.replace(extra, '');
  const [found = ''] = NO_PICTURE.exec(stem) ?? [];
  return found !== '' && stem.endsWith(found);
}

function bare(name: string): string {
  let stem = name.replace(/\.\w{3,5}$/, '').toLowerCase();
  while (SIZE_IN_NAME.test(stem)) stem = stem.replace(SIZE_IN_NAME, '');
  return stem;
}

function fileOf(address: string): string[] {
  const { pathname } = new URL(address);
  return decode(pathname).split('/').filter(Boolean);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone "%" is part of the name.
    return text;
  }
}

/** Only rewrites whose outcome is documented by who serves the picture; any other address stays as it is. */
function fullSize(address: string): string {
  let url = new URL(address);
  for (let wrappers = 0; wrappers < MAX_WRAPPERS; wrappers++) {
    const inner = unwrap(url);
    if (!inner) break;
    url = inner;
  }
  const { hostname, pathname, searchParams } = url;
  if (hostname.endsWith('.shopify.com') || pathname.startsWith('/cdn/shop/')) {
    url.pathname = pathname.replace(SHOPIFY_SIZE, '');
    for (const name of ['width', 'height', 'crop', 'pad_color']) searchParams.delete(name);
  } else if (/\/images\/stencil\//.test(pathname)) {
    url.pathname = pathname.replace(/(\/images\/stencil\/)[^/]+\//, '$1original/');
  } else if (pathname.includes('/wp-content/uploads/')) {
    url.pathname = pathname.replace(/-\d{2,4}x\d{2,4}(?=\.\w+$)/, '');
  } else if (pathname.includes('/media/catalog/product/')) {
    // Adobe Commerce's image optimiser.
    for (const name of ['width', 'height', 'fit', 'canvas', 'dpr']) searchParams.delete(name);
  } else if (/\.(?:imgix\.net|ctfassets\.net|sanity\.io|prismic\.io|scene7\.com)$/.test(hostname)) {
    for (const name of ['w', 'h', 'wid', 'hei', 'fit', 'crop', 'dpr', 'rect']) searchParams.delete(name);
  } else if (hostname.endsWith('cloudinary.com')) {
    // Transformations stand between "upload" and the version or the folder: "w_400,c_fill", "q_auto".
    url.pathname = pathname.replace(/(\/upload\/)(?:(?:[a-z]{1,3}_[^/,]+,?)+\/)+/, '$1');
  }
  return url.href;
}

/** The picture within an optimiser's address: Next.js, Vercel, Nuxt, Astro, Netlify, Cloudflare. */
function unwrap(url: URL): URL | undefined {
  const { pathname, searchParams } = url;
  const isAsked = /\/(?:_next\/image|_vercel\/image|_image|\.netlify\/images)\/?$/.test(pathname);
  const asked = isAsked ? (searchParams.get('url') ?? searchParams.get('href')) : undefined;
  if (asked) return URL.canParse(asked, url.href) ? new URL(asked, url.href) : undefined;
  const within = /\/(?:_ipx|cdn-cgi\/image)\/[^/]*\/(.+)$/.exec(pathname)?.[1];
  if (!within) return undefined;
  const address = /^https?:\//.test(within) ? within.replace(/^(https?:)\/+/, '$1//') : `/${within}`;
  return URL.canParse(address, url.href) ? new URL(address, url.href) : undefined;
}
