import sharp from 'sharp';

export interface Sheet {
  /** Adds a picture (or nothing: a grey cell) to a row. */
  add(row: string, column: string, picture: Uint8Array | undefined): Promise<void>;
  /** All cells as one picture; `undefined` when there are none. */
  draw(format: 'png' | 'webp'): Promise<Uint8Array | undefined>;
}

/** A table of small pictures; rows and columns come in the order in which they were first named. */
export function createSheet(cell: { readonly width: number; readonly height: number }): Sheet {
  const rows = new Map<string, Map<string, Buffer>>();
  const columns: string[] = [];
  return {
    async add(row, column, picture) {
      if (!rows.has(row)) rows.set(row, new Map());
      if (!columns.includes(column)) columns.push(column);
      if (!picture) return;
      const small = await sharp(picture)
        .flatten({ background: '#ffffff' })
        .resize({ ...cell, fit: 'contain', background: '#ffffff' })
        .png({ compressionLevel: 1 })
        .toBuffer();
      rows.get(row)!.set(column, small);
    },
    async draw(format) {
      const cells = [...rows.values()].flatMap((row, y) =>
        [...row].map(([column, input]) => ({
          input,
          left: columns.indexOf(column) * cell.width,
          top: y * cell.height,
        })),
      );
      if (cells.length === 0) return undefined;
      const canvas = sharp({
        create: {
          width: cell.width * columns.length,
          height: cell.height * rows.size,
          channels: 3,
          background: '#c8c8c8',
        },
      }).composite(cells);
      return format === 'png' ? canvas.png().toBuffer() : canvas.webp({ quality: 78, effort: 5 }).toBuffer();
    },
  };
}
