/** An attribute of `<tryon-widget>` as the playground lets one edit it. */
export interface Attribute {
  readonly name: string;
  readonly kind: 'text' | 'choice';
  /** For `choice`; the first is the widget's default. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly help: string;
  /** Read when a visit begins: the playground has the widget begin anew after a change. */
  readonly isReadOnce?: boolean;
}

const choices = (...values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** The sixteen languages of the widget, each by its own name. */
export const LANGUAGES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
  { value: 'es', label: 'Español' },
  { value: 'it', label: 'Italiano' },
  { value: 'pt', label: 'Português' },
  { value: 'nl', label: 'Nederlands' },
  { value: 'pl', label: 'Polski' },
  { value: 'sv', label: 'Svenska' },
  { value: 'da', label: 'Dansk' },
  { value: 'ja', label: '日本語' },
  { value: 'ko', label: '한국어' },
  { value: 'zh', label: '中文' },
  { value: 'ar', label: 'العربية' },
  { value: 'he', label: 'עברית' },
  { value: 'tr', label: 'Türkçe' },
];

/** Every attribute of the element, in the order in which one meets them. */
export const ATTRIBUTES: readonly Attribute[] = [
  {
    name: 'publishable-key',
    kind: 'text',
    help: 'Whose widget it is. A wrong one shows how the button stays away.',
  },
  { name: 'garment-image', kind: 'text', help: 'The product’s picture. Empty: what the page says it sells.' },
  { name: 'garment-id', kind: 'text', help: 'Your own id; it comes back in the events.' },
  {
    name: 'category',
    kind: 'choice',
    options: choices('auto', 'tops', 'bottoms', 'one-pieces'),
    help: 'What it is, where the picture alone does not say.',
    isReadOnce: true,
  },
  {
    name: 'mode',
    kind: 'choice',
    options: choices('balanced', 'performance', 'quality'),
    help: 'Speed against quality.',
    isReadOnce: true,
  },
  {
    name: 'layout',
    kind: 'choice',
    options: choices('floating', 'inline', 'dialog'),
    help: 'A button over the page, one in its place, or none.',
  },
  {
    name: 'theme',
    kind: 'choice',
    options: choices('auto', 'light', 'dark'),
    help: 'Auto follows the page and the system.',
  },
  {
    name: 'lang',
    kind: 'choice',
    options: [{ value: '', label: 'as the page' }, ...LANGUAGES],
    help: 'Sixteen languages, two of them from right to left; the nearest lang wins.',
  },
  {
    name: 'analytics',
    kind: 'choice',
    options: choices('on', 'off'),
    help: 'What shoppers do, in numbers. A browser that asks for privacy is never counted.',
    isReadOnce: true,
  },
  { name: 'api-base', kind: 'text', help: 'Where the service is.' },
];
