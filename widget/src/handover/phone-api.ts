import type { HandoverPage } from '@tryon/sdk';

const TIMEOUT_MS = 20_000;
/** A photo over a bad mobile connection. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** Why the phone's page cannot go on: the API's code, or `offline`. */
export class PhoneError extends Error {
  constructor(
    readonly code: string,
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'PhoneError';
  }
}

/** What a phone may ask, by the secret that stood in the code it read. */
export interface PhoneApi {
  /** @throws PhoneError */
  page(): Promise<HandoverPage>;
  /** @param onProgress - Told how much is sent, 0..100. @throws PhoneError */
  send(photo: Blob, onProgress: (percent: number) => void): Promise<void>;
}

export function phoneApi(id: string, secret: string): PhoneApi {
  const base = `/v1/photo-handovers/${encodeURIComponent(id)}`;
  const authorization = `Bearer ${secret}`;
  return {
    async page() {
      const response = await fetch(`${base}/page`, {
        headers: { Authorization: authorization },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((cause: unknown) => {
        throw new PhoneError('offline', { cause });
      });
      // What is no JSON came from something between, or broke off.
      const answer = await response.json().catch((cause: unknown) => {
        throw new PhoneError('offline', { cause });
      });
      if (!response.ok) throw new PhoneError(answer.code ?? 'internal_error');
      return answer as HandoverPage;
    },
    send: (photo, onProgress) =>
      new Promise((resolve, reject) => {
        // `fetch` cannot say how much of a body is sent.
        const request = new XMLHttpRequest();
        request.open('PUT', `${base}/photo`);
        request.setRequestHeader('Authorization', authorization);
        request.responseType = 'json';
        request.timeout = UPLOAD_TIMEOUT_MS;
        request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((100 * loaded) / total));
        request.onload = () => {
          if (request.status === 200) resolve();
          else reject(new PhoneError(request.response?.code ?? 'internal_error'));
        };
        request.onerror = () => reject(new PhoneError('offline'));
        request.ontimeout = () => reject(new PhoneError('offline'));
        const form = new FormData();
        form.set('file', photo, 'photo.jpg');
        request.send(form);
      }),
  };
}
