/**
 * Writes a decimal price ("32.00") as a shopper reads it ("€32", "€32.50").
 *
 * @param currency ISO 4217 code
 */
export function formatPrice(price: string, currency: string): string {
  return new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(Number(price));
}
