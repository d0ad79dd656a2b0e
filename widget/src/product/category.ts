import type { ProductCategory } from './product.js';

// Words of the languages that the widget speaks, as shops write them in titles and categories. German writes compounds
// in one: "Sommerkleid", "Strickpullover".
const TOPS =
  'tops?|tees?|t-?shirts?|shirts?|blouses?|sweaters?|sweatshirts?|jumpers?|pullovers?|hood(?:ie|y|ies)|cardigans?|polos?|tanks?|tank tops?|camisoles?|knitwear|jackets?|coats?|blazers?|vests?|waistcoats?|parkas?|gilets?|tunics?|turtlenecks?|henleys?|overshirts?|bodysuits?|outerwear|' +
  'chemis(?:e|es|ier|iers)|chemisiers?|pulls?|gilets?|vestes?|manteaux?|débardeurs?|' +
  'camisas?|camisetas?|blusas?|jers[eé]ys?|sudaderas?|chaquetas?|abrigos?|casacos?|camisolas?|' +
  'camici[ae]|magliett[ae]|magli[ae]|maglion[ei]|felp[ae]|giacc(?:a|he)|cappott[oi]|' +
  'hemd(?:en)?|overhemd(?:en)?|truien?|trui|vesten|jas(?:sen)?|' +
  'koszul[ae]|koszulk[ai]|bluz[ay]|bluzk[ai]|sweter|swetry|kurtk[ai]|skjort[ae]r?|tröj(?:a|or)|jack[ao]r?|trøjer?|jakker?|tişört|gömlek|kazak|ceket';
const BOTTOMS =
  'bottoms?|trousers?|pants|jeans|chinos?|shorts|skirts?|leggings|joggers|sweatpants|culottes|jeggings|bermudas?|' +
  'pantalons?|jupes?|pantalon(?:es)?|faldas?|vaqueros|pantalon[ei]|gonn[ae]|saias?|calças?|' +
  'broek(?:en)?|rok(?:ken)?|spodnie|spódnic[ae]|spodenki|byxor|kjol(?:ar)?|bukser|nederdele?|pantolon|etek|şort';
const ONE_PIECES =
  'one-pieces?|dress|dresses|jumpsuits?|overalls|playsuits?|rompers?|gowns?|dungarees|unitards?|catsuits?|' +
  'robes?(?:[- ](?:chemises?|pulls?|t-?shirts?))?|combinaisons?|vestidos?|vestit[oi]|abit[oi]|tut[ae]|jurk(?:en)?|sukienk[ai]|klänning(?:ar)?|kjoler?|elbise(?:ler)?|macac(?:ão|ões)';
const COMPOUND_TOPS =
  'pullover|bluse|blusen|hemd|hemden|shirt|shirts|jacke|jacken|mantel|mäntel|weste|westen|pulli|sakko|(?:rain|over|trench|pea)coats?|trui|truien|jas|jassen|skjort(?:e|or|a|er)|tröj(?:a|or)|trøjer?|jack(?:a|or)';
const COMPOUND_BOTTOMS =
  'hose|hosen|(?:mini|midi|maxi|jeans|falten|plissee|bleistift|wickel|leder|tüll|strick)rock|röcke|(?:mini|midi|maxi)skirts?|broek|broeken|byxor|kjol|kjolar|bukser|nederdel|nederdele';
const COMPOUND_ONE_PIECES =
  'kleid|kleider|overall|(?:sun|shirt|mini|midi|maxi|slip|tea)dress(?:es)?|jurk|jurken|klänning|klänningar|kjole|kjoler';
// Things of the same shops that no one tries on with a photo of themself, and phrases that only sound like clothes.
const OTHERS =
  'shoes?|sneakers?|trainers|boots?(?!-? ?cut)|sandals?|heels|loafers?|slippers?|socks?|tights|hats?|caps?(?! sleeve)|beanies?|scar(?:f|ves)|gloves?|belts?|ties|(?:neck|bow) ?ties?|bags?|backpacks?|totes?|wallets?|purses?|jewell?ery|necklaces?|chains?|pendants?|earrings?|bracelets?|rings?|watch(?:es)?|sunglasses|glasses|mugs?|cups?|drinkware|candles?|posters?|wall art|(?:art|wall|canvas|photo) prints?|gift ?cards?|vouchers?|books?|pillows?|cushions?|blankets?|towels?|rugs?|sheets?|duvets?|curtains?|lamps?|dressers?|tables?|chairs?|sofas?|phone cases?|stickers?|keyrings?|keychains?|toys?|perfumes?|eaux?|parfums?|fragrances?|colognes?|lipsticks?|serums?|shampoos?|soaps?|(?:hand|face|body) creams?|nail polish(?:es)?|bottles?(?! green)|bowls?|plates?|vases?|plants?|hangers?|racks?|steamers?|detergents?|(?:sewing|knitting|crochet|pdf) patterns?|(?:garment|suit|shoe) bags?|yarns?|clocks?|(?:bed|table) ?skirts?|skirting boards?|' +
  'dressing ?gowns?|bath ?robes?|(?:dog|cat|pet|doll)s?(?: \\p{L}+)? (?:coat|jacket|jumper|sweater|hoodie|shirt|dress)(?:e?s)?|' +
  'chaussures?|baskets|bottes?|sacs?|ceintures?|bougies?|tasses?|zapatos?|zapatillas|botas|bols[oa]s?|velas?|tazas?|cinturón|scarpe|stivali|bors[ae]|candel[ae]|cintur[ae]|schoenen|tassen|kaarsen|mokken|buty|torb[ay]|świec[ae]|sapatos|ayakkabı|çanta|skor|väskor|sko|' +
  'smycken|lys|ljus';
const COMPOUND_OTHERS =
  'schuhe?|stiefel|sandalen|taschen?|rucksack|gürtel|mützen?|hüte?|kerzen?|becher|halsketten?|ohrringe|armbanduhr(?:en)?|gutschein|kissen|(?:woll|kuschel|bett|tages)decken?|handtuch|socken|strümpfe|schals?|tücher|teppich|lampen?|kleiderbügel|kleiderschrank|kleiderständer';
// Scripts without spaces between words.
const CJK: Readonly<Record<string, string>> = {
  tops: 'シャツ|ブラウス|セーター|パーカー|ジャケット|コート|カーディガン|ニット|トップス|셔츠|블라우스|스웨터|니트|후드|자켓|재킷|코트|가디건|상의|衬衫|t恤|毛衣|卫衣|夹克|外套|上衣|قميص|بلوزة|سترة|חולצ|סוודר|ז׳קט',
  bottoms:
    'パンツ|ズボン|ジーンズ|スカート|デニム|바지|팬츠|청바지|치마|스커트|裤|裙子|半身裙|牛仔|بنطلون|بنطال|تنورة|מכנס|חצאית|ג׳ינס',
  'one-pieces':
    'ワンピース|ドレス|オールインワン|원피스|드레스|점프수트|连衣裙|連衣裙|礼服|فستان|שמלה|שמלת|אוברול',
  others:
    '靴|スニーカー|バッグ|帽子|時計|ネックレス|キャンドル|マグカップ|신발|가방|모자|시계|목걸이|캔들|鞋|包包|手袋|帽|手表|项链|蜡烛|杯子|حذاء|حقيبة|ساعة|נעל|תיק|כובע|שעון|נר ריחני',
};

const word = (words: string) => `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
const ending = (words: string) => `(?<![\\p{N}])(?:\\p{L}*?(?:${words}))(?![\\p{L}\\p{N}])`;
const KINDS: readonly (readonly [kind: string, pattern: string])[] = [
  // Longest first: "bath robe" before "robe", "Kleiderschrank" before "Kleid".
  ['others', `${word(OTHERS)}|${ending(COMPOUND_OTHERS)}|${CJK['others']}`],
  ['onepieces', `${word(ONE_PIECES)}|${ending(COMPOUND_ONE_PIECES)}|${CJK['one-pieces']}`],
  ['tops', `${word(TOPS)}|${ending(COMPOUND_TOPS)}|${CJK['tops']}`],
  ['bottoms', `${word(BOTTOMS)}|${ending(COMPOUND_BOTTOMS)}|${CJK['bottoms']}`],
];
/** Without the flag `i`, which makes it three times as long to compile: what it is held against is in small letters. */
const ANY = new RegExp(KINDS.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|'), 'gu');
/** What comes after these belongs to the thing, it is not the thing: "mug with shirt print", "Kerze für …", "robe en jean". */
const ASIDE =
  /\s(?:with|for|in|of|and|mit|für|aus|avec|pour|en|de|à|con|para|per|da|di|com|met|voor|van|z|dla|med|till|til|för|ile)\s|[,(|–—:/+&“”„«»"]|\s-\s/iu;
/** Clothes all the same, but nobody's photo of themself will do. */
const NOT_FOR_PEOPLE =
  /\s(?:for|für|pour|para|per|voor|dla|till?)\s(?:dolls?|dogs?|cats?|pets?|puppen?|hunde?n?|katzen?|poupées?|chiens?|chats?|perros?|gatos?|muñecas?|cani|bambole|honden?|katten?)(?!\p{L})/iu;

export type Kind = ProductCategory | 'others';

/**
 * What a title or a category says a thing is; undefined where it says nothing clear. Within one phrase the last word
 * counts ("dress shirt" is a top, "T-shirt dress" a one-piece, "dress shoes" neither), the first phrase before others.
 */
export function kindOf(words: string | undefined): Kind | undefined {
  if (NOT_FOR_PEOPLE.test(words ?? '')) return 'others';
  for (const phrase of (words ?? '').toLowerCase().split(ASIDE)) {
    const groups = [...phrase.matchAll(ANY)].at(-1)?.groups;
    const kind = Object.entries(groups ?? {}).find(([, match]) => match !== undefined)?.[0];
    if (kind) return kind === 'onepieces' ? 'one-pieces' : (kind as Kind);
  }
  return undefined;
}

/** The category that a title or a shop's own category names; undefined where it names none, or no garment. */
export function categoryOf(words: string | undefined): ProductCategory | undefined {
  const kind = kindOf(words);
  return kind === 'others' ? undefined : kind;
}
