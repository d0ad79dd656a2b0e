import { type Exchange, sendPage } from './exchange.js';
import type { FaultName } from './faults.js';

interface CdnFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly expiresAt: number;
  readonly fault: FaultName | undefined;
  fetched: number;
}

/** The public servers that results lie on. */
export interface CdnFiles {
  put(path: string, file: Omit<CdnFile, 'fetched'>): void;
  /** Deletes all files of a run and tells which there were. */
  remove(runId: string): string[];
  has(path: string): boolean;
  serve(exchange: Exchange): void;
}

/** Pictures of a long chaos run would fill the memory. */
const MAX_FILES = 400;
const HUGE_BYTES = 40 * 1024 * 1024;

export function createCdn(): CdnFiles {
  const files = new Map<string, CdnFile>();
  const find = (path: string): CdnFile | undefined => {
    const file = files.get(path);
    if (file && file.expiresAt <= Date.now()) files.delete(path);
    return files.get(path);
  };
  return {
    put(path, file) {
      files.set(path, { ...file, fetched: 0 });
      const oldest = files.keys().next().value;
      if (files.size > MAX_FILES && oldest !== undefined) files.delete(oldest);
    },
    remove(runId) {
      const paths = [...files.keys()].filter((path) => path.startsWith(`/files/${runId}/`));
      for (const path of paths) files.delete(path);
      return paths;
    },
    has: (path) => find(path) !== undefined,
    serve(exchange) {
      const file = find(exchange.url.pathname);
      if (!file || file.fault === 'result-expired') return sendPage(exchange, 404, 'Not Found');
      file.fetched++;
      sendFile(exchange, file);
    },
  };
}

function sendFile(exchange: Exchange, { bytes, contentType, fault, fetched }: CdnFile): void {
  const { response } = exchange;
  if (fault === 'result-html') {
    sendPage(exchange, 200, 'Sign in');
  } else if (fault === 'result-huge') {
    response.writeHead(200, { 'content-type': contentType });
    response.end(Buffer.concat([bytes, Buffer.alloc(HUGE_BYTES)]));
  } else {
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.byteLength });
    const isCut = fault === 'result-cut' && fetched <= 2;
    if (isCut) response.write(bytes.subarray(0, bytes.byteLength >> 1), () => response.destroy());
    else response.end(bytes);
  }
}
