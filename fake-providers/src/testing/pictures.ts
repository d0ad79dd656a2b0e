import sharp from 'sharp';

const PERSON = { width: 200, height: 300 };
const GARMENT = { width: 120, height: 120 };

/** Something like a person and something like a garment, as data URIs. */
export async function pictureUris(): Promise<{ model_image: string; garment_image: string }> {
  const [person, garment] = await Promise.all([
    drawn(PERSON, '#dcd2c8', '<ellipse cx="100" cy="50" rx="26" ry="34" fill="#b98663"/>'),
    drawn(GARMENT, '#ffffff', '<rect x="20" y="20" width="80" height="90" fill="#2255aa"/>'),
  ]);
  return { model_image: dataUri(person), garment_image: dataUri(garment) };
}

function drawn(size: { width: number; height: number }, background: string, shape: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${shape}</svg>`;
  return sharp({ create: { ...size, channels: 3, background } })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
}

const dataUri = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;
