import { crc32 } from 'node:zlib';

const KEYWORD = 'XML:com.adobe.xmp';
const SIGNATURE_BYTES = 8;
/** A chunk's length, type and checksum. */
const FRAME_BYTES = 12;

/**
 * Puts a PNG's XMP where the XMP specification has it (part 3, 1.1.5: an uncompressed `iTXt`), and where every reader
 * looks. libvips 8.18 writes it as a compressed `zTXt`, which not all of them find.
 *
 * @param png - As sharp wrote it, with XMP.
 * @param packet - The same XMP.
 */
export function withStandardXmp(png: Buffer, packet: string): Buffer {
  const parts: Buffer[] = [png.subarray(0, SIGNATURE_BYTES)];
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= png.byteLength; ) {
    const end = at + FRAME_BYTES + png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const isXmp =
      /^[zi]TXt$/.test(type) && png.toString('latin1', at + 8, at + 8 + KEYWORD.length) === KEYWORD;
    if (!isXmp) parts.push(png.subarray(at, end));
    if (type === 'IHDR') parts.push(xmpChunk(packet));
    at = end;
  }
  return Buffer.concat(parts);
}

function xmpChunk(packet: string): Buffer {
  // Keyword, end; not compressed, method 0; no language, end; no translated keyword, end; text.
  const body = Buffer.from(`iTXt${KEYWORD}\0\0\0\0\0${packet}`, 'utf8');
  const chunk = Buffer.alloc(body.byteLength + 8);
  chunk.writeUInt32BE(body.byteLength - 4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.byteLength + 4);
  return chunk;
}
