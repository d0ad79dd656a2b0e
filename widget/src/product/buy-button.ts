/** What sells one product: forms and buttons that platforms mark as such. */
const BUY = [
  ...['form[action*="/cart/add" i]', 'form.cart', '#product_addtocart_form', '[name="add-to-cart"]'],
  ...['[data-add-to-cart]', '[id*="add-to-cart" i]', '[class*="add-to-cart" i]', '[class*="addtocart" i]'],
  '[data-testid*="add-to-cart" i]',
].join(',');
const BUY_WORDS =
  /add(?:ed)? to (?:my )?(?:shopping )?(?:cart|bag|basket)|in den (?:warenkorb|einkaufswagen)|zum warenkorb hinzufügen|in die tasche|ajouter (?:au|à mon) panier|(?:añadir|agregar) (?:al? (?:carrito|carro)|a (?:la|mi) (?:cesta|bolsa))|aggiungi (?:al carrello|alla borsa)|(?:in|aan) (?:(?:mijn|je|de) )?winkel(?:wagen|mand)|do (?:koszyka|torby|košíku|košíka)|lägg i (?:varukorg|kundvagn)|læg i (?:indkøbs)?kurv(?:en)?|legg i (?:handle)?kurv|lisää (?:ostos)?koriin|kosárba|adicionar (?:ao carrinho|ao cesto|à sacola)|sepete (?:ekle|at)|(?:カート|かご|バッグ)に(?:入れる|追加)|장바구니|쇼핑백|加入[购購]物[车車袋]|أضف إلى (?:السلة|عربة)|הוס(?:ף|פה) (?:לסל|לעגלה)/i;
const BUTTONS = 'button, input:is([type="submit"], [type="button"]), [role="button"]';
const MAX_BUTTONS = 300;

/** The buttons for the bag within a part of a page, by their marks and by their words, in no order. */
export function buyButtons(scope: ParentNode): Element[] {
  const worded = [...scope.querySelectorAll(BUTTONS)].filter((button) =>
    BUY_WORDS.test(
      `${button.textContent} ${button.ariaLabel ?? ''} ${(button as HTMLInputElement).value ?? ''}`,
    ),
  );
  return [...new Set([...scope.querySelectorAll(BUY), ...worded])].slice(0, MAX_BUTTONS);
}
