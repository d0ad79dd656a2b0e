import { readBodyIn } from '../person/read-body.js';
import { decodePicture } from '../pixels/decode.js';
import type { PreviewRequest } from '../preview.js';
import { PreviewRefusal } from '../refusal.js';
import type { PreviewWarning } from '../warnings.js';
import { cutFromGround } from './background.js';
import { checkUpright } from './check-shape.js';
import { classifyFlatGarment, type FlatCategory } from './classify-flat.js';
import { classifyWorn } from './classify-worn.js';
import { extractFlatGarment } from './extract-flat.js';
import { extractFlatBottom } from './extract-flat-bottom.js';
import { extractWornGarment } from './extract-worn.js';
import { extractWornBottom } from './extract-worn-bottom.js';
import { findWearer } from './find-wearer.js';
import type { Garment } from './garment.js';

/** Long side of garment pictures, px: more than any garment gets on a body. */
const maxGarmentSide = 1000;

export interface ReadGarment {
  readonly garment: Garment;
  readonly warnings: readonly PreviewWarning[];
}

type GarmentRequest = Pick<PreviewRequest, 'garment' | 'category' | 'garmentPhotoType'>;

/** What the garment is to be read as; an announced category holds unless the picture plainly shows another thing. */
function flatCategory(announced: GarmentRequest['category'], found: FlatCategory): FlatCategory {
  if (announced === 'auto') return found;
  if ((announced === 'tops' && found === 'bottoms') || (announced === 'bottoms' && found === 'tops')) {
    const message = `The garment picture was announced as "${announced}" but shows ${found}.`;
    throw new PreviewRefusal('garment_not_found', message);
  }
  return announced;
}

/**
 * Cuts the garment out of its picture, alone or off its wearer.
 *
 * @throws PreviewRefusal `image_unreadable`, `garment_not_found` or `garment_occluded`.
 */
export async function readGarment(request: GarmentRequest): Promise<ReadGarment> {
  const picture = await decodePicture(request.garment, maxGarmentSide);
  const found = await findWearer(picture);
  // Trousers on somebody whose head is not in the picture are read by their outline.
  const wearer = found?.headless && request.category === 'bottoms' ? undefined : found?.pose;
  const type = wearer ? 'model' : 'flat-lay';
  const warnings: PreviewWarning[] = [];
  if (request.garmentPhotoType !== 'auto' && request.garmentPhotoType !== type) {
    const message = `The garment picture was announced as "${request.garmentPhotoType}" but was read as "${type}".`;
    warnings.push({ code: 'photo_type_differs', message });
  }
  if (wearer) {
    const body = await readBodyIn(picture, wearer);
    const category = request.category === 'auto' ? classifyWorn(body) : request.category;
    const garment = category === 'bottoms' ? extractWornBottom(body) : extractWornGarment(body, category);
    return { garment, warnings };
  }
  const cut = cutFromGround(picture);
  checkUpright(cut);
  const category = flatCategory(request.category, classifyFlatGarment(picture, cut));
  const garment =
    category === 'bottoms' ? extractFlatBottom(picture, cut) : extractFlatGarment(picture, category, cut);
  return { garment, warnings };
}
