import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SandboxPicture {
  /** `img_sandbox_…` */
  readonly id: string;
  /** Below the art folder, such as `models/amara.webp`. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

export interface SandboxModel extends SandboxPicture {
  readonly name: string;
  readonly alt: string;
}

export interface SandboxGarment extends SandboxPicture {
  readonly title: string;
  readonly category: 'tops' | 'bottoms' | 'one-pieces';
}

/** The stand-in models and garments; both lists are empty where the server has no art. */
export interface SandboxCatalog {
  readonly models: readonly SandboxModel[];
  readonly garments: readonly SandboxGarment[];
  /** A picture's bytes, or undefined if there is none of that id. */
  read(id: string): Promise<Buffer | undefined>;
}

export const emptyCatalog: SandboxCatalog = { models: [], garments: [], read: async () => undefined };

/** Reads `catalog.json` of the art folder. Files are read only by the names that stand in it. */
export async function openSandboxCatalog(directory: string): Promise<SandboxCatalog> {
  const { models, garments } = JSON.parse(await readFile(join(directory, 'catalog.json'), 'utf8')) as {
    models: SandboxModel[];
    garments: SandboxGarment[];
  };
  const files = new Map(
    [...models, ...garments].map((picture) => [picture.id, join(directory, picture.file)]),
  );
  return {
    models,
    garments,
    async read(id) {
      const file = files.get(id);
      return file === undefined ? undefined : readFile(file);
    },
  };
}
