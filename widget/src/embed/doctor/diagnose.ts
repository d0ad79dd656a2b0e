import type { Inspection } from '../../product/find-product.js';
import type { OptionFault } from '../options.js';

/** A rule of the page's policy that kept something of ours away. */
export interface Violation {
  readonly directive: string;
  readonly blocked: string;
}

/** All that the doctor looks at. */
export interface Facts {
  readonly origin: string;
  readonly apiBase: string;
  readonly hasKey: boolean;
  /** How often the script is on the page. */
  readonly copies: number;
  readonly faults: readonly OptionFault[];
  readonly violations: readonly Violation[];
  readonly inspection: Inspection | undefined;
  /** What kept the widget from connecting. */
  readonly blockedBy: { readonly code: string; readonly message: string } | undefined;
  readonly isConnected: boolean;
  readonly isWithheld: boolean;
  readonly layout: string;
  /** The button's size on the page; undefined where there is none. */
  readonly button: { readonly width: number; readonly height: number } | undefined;
  readonly asksForPrivacy: boolean;
}

export interface Diagnosis {
  readonly code: string;
  /** `stop`: no button because of it. `doubt`: worth a look. `fine`: as it should be. */
  readonly severity: 'stop' | 'doubt' | 'fine';
  readonly what: string;
  /** What to do about it. */
  readonly mend?: string;
}

/** Says what keeps the button away, or what is worth a look, and how to mend each; the worst first. */
export function diagnose(facts: Facts): Diagnosis[] {
  const all = [...ofScript(facts), ...ofConnection(facts), ...ofProduct(facts), ...ofButton(facts)];
  const rank = { stop: 0, doubt: 1, fine: 2 };
  return all.sort((one, other) => rank[one.severity] - rank[other.severity]);
}

function ofScript({ hasKey, copies, faults, violations }: Facts): Diagnosis[] {
  return [
    ...violations.map(({ directive, blocked }) => ({
      code: 'csp',
      severity: 'stop' as const,
      what: `The page’s Content-Security-Policy (${directive}) blocked ${blocked}.`,
      mend: `Allow it there: ${directive} ${blocked.startsWith('http') ? new URL(blocked).origin : blocked};`,
    })),
    ...(hasKey
      ? []
      : [
          {
            code: 'no_key',
            severity: 'stop' as const,
            what: 'There is no key.',
            mend: 'Put data-key="pk_…" on the script tag, or call TryOn("init", { key: "pk_…" }).',
          },
        ]),
    ...(copies > 1
      ? [
          {
            code: 'loaded_twice',
            severity: 'doubt' as const,
            what: `The script is on this page ${copies} times; only the first does anything.`,
            mend: 'Keep one: in the theme, in an app, or in the tag manager.',
          },
        ]
      : []),
    ...faults.map(({ name, message }) => ({
      code: 'option',
      severity: 'doubt' as const,
      what: `The option "${name}" is not used: ${message}.`,
      mend: 'See the table of options in the README.',
    })),
  ];
}

const CONNECTION: Readonly<Record<string, (facts: Facts) => string>> = {
  secret_key_in_browser: () =>
    'Put a publishable key (pk_…) there, and roll the secret one now: every visitor could read it.',
  invalid_api_key: () =>
    'Copy the publishable key (pk_…) from the portal once more; it may have been revoked.',
  origin_not_allowed: ({ origin }) => `Add ${origin} to the origins of this key in the portal.`,
  connection_failed: ({ apiBase }) =>
    `Open ${apiBase}/v1/health: if that answers, a policy (connect-src) or a blocker stands between.`,
  rate_limited: () => 'Wait a minute. If it stays so, the key’s limits are too low for this shop.',
};

function ofConnection(facts: Facts): Diagnosis[] {
  const { blockedBy, isWithheld, asksForPrivacy } = facts;
  const found: Diagnosis[] = [];
  if (blockedBy) {
    const { code, message } = blockedBy;
    const mend = CONNECTION[code]?.(facts) ?? 'Look the code up in the reference of errors.';
    found.push({ code, severity: 'stop', what: message, mend });
  }
  if (isWithheld) {
    found.push({
      code: 'withheld',
      severity: 'stop',
      what: 'This browser belongs to the share of visitors that never sees the button (holdout_percent).',
      mend: 'Open the page in a private window, or remove "tryon:visitor" from the site’s local storage.',
    });
  }
  if (asksForPrivacy) {
    found.push({
      code: 'privacy',
      severity: 'fine',
      what: 'This browser asks not to be measured: nothing is noted of this visit.',
    });
  }
  return found;
}

function ofProduct({ inspection }: Facts): Diagnosis[] {
  if (!inspection) return [];
  const { product, refusal, candidates } = inspection;
  if (product && product.sure === false) {
    return [
      {
        code: 'not_sure',
        severity: 'doubt',
        what: 'The product was found, but not surely: shoppers are asked whether the picture is the garment.',
        mend: 'Give the page JSON-LD of type Product with url, name and image, or mark the picture: <img data-tryon-garment>.',
      },
    ];
  }
  if (product) return [];
  if (refusal === 'not-apparel') {
    return [
      {
        code: 'not_apparel',
        severity: 'stop',
        what: 'The product seems to be nothing that is worn, so there is no button.',
        mend: 'If it is: file it under a category that says so, or set data-category and data-garment-image.',
      },
    ];
  }
  return [
    {
      code: 'no_product',
      severity: 'stop',
      what:
        candidates.length > 0
          ? 'No finding is likely enough to be this page’s product.'
          : 'The page says nowhere which product it sells.',
      mend: 'On a product page: give it JSON-LD of type Product, or set data-garment-image. On other pages this is right.',
    },
  ];
}

function ofButton({ button, isConnected, isWithheld, inspection, layout }: Facts): Diagnosis[] {
  if (!isConnected || isWithheld || !inspection?.product) return [];
  if (layout === 'dialog') {
    return [
      { code: 'own_button', severity: 'fine', what: 'layout="dialog": the page opens it by TryOn("open").' },
    ];
  }
  if (!button) {
    return [
      {
        code: 'category_not_offered',
        severity: 'stop',
        what: `This shop does not offer “${inspection.product.category ?? 'this category'}” to be tried on.`,
        mend: 'Switch the category on in the portal.',
      },
    ];
  }
  if (button.width === 0 || button.height === 0) {
    return [
      {
        code: 'hidden',
        severity: 'stop',
        what: 'The button is there, but takes no room on the page.',
        mend: 'Its container, or something around it, is hidden (display: none).',
      },
    ];
  }
  return [{ code: 'ready', severity: 'fine', what: 'The button is on the page.' }];
}
