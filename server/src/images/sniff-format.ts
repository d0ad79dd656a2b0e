/** A format that an upload may have. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif';

/** What a file's first bytes say about it. */
export interface SniffedFormat {
  readonly format: ImageFormat;
  /** More than one picture shown in turn: an animated PNG or WebP, or an AVIF image sequence. */
  readonly animated: boolean;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MAX_PNG_CHUNKS_READ = 1_000;
const MAX_BRANDS_READ = 64;
const WEBP_ANIMATION_FLAG = 0x02;

/**
 * Tells a picture's format by its magic bytes; a file's name and its declared content type have no say.
 * Reads a few hundred bytes and decodes nothing.
 *
 * @returns `undefined` for everything that is not a JPEG, PNG, WebP or AVIF.
 */
export function sniffFormat(bytes: Uint8Array): SniffedFormat | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length >= 4 && file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff) {
    return { format: 'jpeg', animated: false };
  }
  if (file.subarray(0, 8).equals(PNG_SIGNATURE)) return { format: 'png', animated: isAnimatedPng(file) };
  if (tag(file, 0) === 'RIFF' && tag(file, 8) === 'WEBP')
    return { format: 'webp', animated: isAnimatedWebp(file) };
  const brands = isoMediaBrands(file);
  if (brands.includes('avis')) return { format: 'avif', animated: true };
  if (brands.includes('avif')) return { format: 'avif', animated: false };
  return undefined;
}

/**
 * Names a file that is none of the supported formats, for the message to its sender: `a HEIC picture`, `a web page`.
 */
export function describeUnsupported(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024));
  if (file.length === 0) return 'an empty file';
  const text = file.toString('latin1');
  if (/^GIF8[79]a/.test(text)) return 'a GIF picture';
  if (/^(?:II\*\0|MM\0\*)/.test(text)) return 'a TIFF picture';
  if (text.startsWith('BM')) return 'a BMP picture';
  if (text.startsWith('%PDF-')) return 'a PDF document';
  if (isoMediaBrands(file).some((brand) => /^(?:hei[cmsxf]|hev[cmsx]|mif1)$/.test(brand)))
    return 'a HEIC picture';
  if (/<svg[\s>]/i.test(text)) return 'an SVG drawing';
  if (/<(?:!doctype html|html|head|body)[\s>]/i.test(text)) return 'a web page';
  if (isText(file)) return 'a text';
  return 'a file of an unknown kind';
}

function tag(file: Buffer, offset: number): string {
  return file.toString('latin1', offset, offset + 4);
}

function isAnimatedPng(file: Buffer): boolean {
  let offset = PNG_SIGNATURE.length;
  for (let chunk = 0; chunk < MAX_PNG_CHUNKS_READ && offset + 8 <= file.length; chunk++) {
    const type = tag(file, offset + 4);
    // An animation must announce itself before the first pixel data.
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
    offset += 12 + file.readUInt32BE(offset);
  }
  return false;
}

function isAnimatedWebp(file: Buffer): boolean {
  return tag(file, 12) === 'VP8X' && ((file[20] ?? 0) & WEBP_ANIMATION_FLAG) !== 0;
}

/** The brands of an ISO base media file (AVIF, HEIC, MP4): the major one first. */
function isoMediaBrands(file: Buffer): string[] {
  if (file.length < 16 || tag(file, 4) !== 'ftyp') return [];
  const end = Math.min(file.readUInt32BE(0), file.length, 16 + 4 * MAX_BRANDS_READ);
  const brands = [tag(file, 8)];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(tag(file, offset));
  return brands;
}

function isText(file: Buffer): boolean {
  return file.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}
