/** Whether a Lab colour is one that human skin has, from very dark to very light; much else is of such a colour too. */
export function looksLikeSkin(l: number, a: number, b: number): boolean {
  return l > 8 && l < 97 && a > -2 && a < 40 && b > -2 && b < 45 && a + b > 3;
}
