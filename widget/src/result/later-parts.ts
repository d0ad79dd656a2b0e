/** Parts of the screen that not every shopper sees; their elements draw nothing until they are defined. */
const PARTS = {
  history: async () => {
    const { TryonHistoryElement, TryonPairElement } = await import('./history.js');
    define('tryon-history', TryonHistoryElement);
    define('tryon-pair', TryonPairElement);
  },
  receipt: async () => {
    const { TryonReceiptElement } = await import('./receipt.js');
    define('tryon-receipt', TryonReceiptElement);
  },
};

export type LaterPart = keyof typeof PARTS;

/** Fetches a part. Rejects when it cannot be had. */
export const defineLater = (part: LaterPart): Promise<void> => PARTS[part]();

function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
