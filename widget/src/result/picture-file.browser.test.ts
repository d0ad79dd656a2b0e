import { expect } from '@open-wc/testing';
import { canSharePictures, fetchPicture, saveFile, sharePicture } from './picture-file.js';

const expires_at = new Date().toISOString();

/** Replaces a method of the browser for the length of a call. */
async function instead<T>(
  owner: object,
  name: string,
  value: unknown,
  run: () => Promise<T> | T,
): Promise<T> {
  Object.defineProperty(owner, name, { value, configurable: true });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(owner, name);
  }
}

async function saved(run: () => Promise<unknown> | unknown): Promise<{ href: string; name: string }[]> {
  const files: { href: string; name: string }[] = [];
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    files.push({ href: this.href, name: this.download });
  };
  try {
    await run();
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
  return files;
}

describe('the file of a picture', () => {
  it('is saved with the very bytes that were served, and with them the mark of how it came about', async () => {
    const served = new Uint8Array([...new TextEncoder().encode('RIFF…DigitalSourceType…'), 0, 255, 13, 10]);
    const url = URL.createObjectURL(new Blob([served], { type: 'image/webp' }));
    const files = await saved(async () =>
      saveFile(await fetchPicture({ url, width: 2, height: 3, content_type: 'image/webp', expires_at })),
    );
    URL.revokeObjectURL(url);
    expect(files.map(({ name }) => name)).to.deep.equal(['try-on.webp']);
    const bytes = await (await fetch(files[0]?.href ?? '')).arrayBuffer();
    expect([...new Uint8Array(bytes)]).to.deep.equal([...served]);
  });

  it('cannot be had once its link has run out', async () => {
    const picture = {
      url: '/nothing.webp',
      width: 2,
      height: 3,
      content_type: 'image/webp',
      expires_at,
    } as const;
    const fault = await fetchPicture(picture).catch((error: Error) => error.message);
    expect(fault).to.contain('404');
  });

  it('goes to another app as it is, without a link that would run out', async () => {
    const file = new File(['x'], 'try-on.webp', { type: 'image/webp' });
    const handed: ShareData[] = [];
    const share = async (data: ShareData) => void handed.push(data);
    const outcome = await instead(navigator, 'share', share, () => sharePicture(file, 'Me'));
    expect(outcome).to.equal('shared');
    expect(handed).to.deep.equal([{ files: [file], title: 'Me' }]);
  });

  it('is saved where the system does not take it, and left alone when the shopper thinks better of it', async () => {
    const file = new File(['x'], 'try-on.webp', { type: 'image/webp' });
    const refusing = (name: string) => () => Promise.reject(new DOMException('no', name));
    const outcomes: string[] = [];
    const files = await saved(async () => {
      for (const name of ['NotAllowedError', 'AbortError']) {
        outcomes.push(await instead(navigator, 'share', refusing(name), () => sharePicture(file, 'Me')));
      }
    });
    expect(outcomes).to.deep.equal(['saved', 'dismissed']);
    expect(files).to.have.lengthOf(1);
  });

  it('is offered to other apps only where the browser can', async () => {
    expect(await instead(navigator, 'canShare', undefined, canSharePictures)).to.equal(false);
    expect(await instead(navigator, 'canShare', () => true, canSharePictures)).to.equal(true);
  });
});
