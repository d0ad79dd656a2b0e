import { expect } from '@open-wc/testing';
import { savePicture } from './save-picture.js';

describe('saving a picture', () => {
  it('hands on the very bytes that were served, and with them the mark of how the picture came about', async () => {
    const served = new Uint8Array([...new TextEncoder().encode('RIFF…DigitalSourceType…'), 0, 255, 13, 10]);
    const url = URL.createObjectURL(new Blob([served], { type: 'image/webp' }));
    const saved: { href: string; name: string }[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      saved.push({ href: this.href, name: this.download });
    };
    try {
      const expires_at = new Date().toISOString();
      await savePicture({ url, width: 2, height: 3, content_type: 'image/webp', expires_at });
    } finally {
      HTMLAnchorElement.prototype.click = click;
      URL.revokeObjectURL(url);
    }
    expect(saved.map(({ name }) => name)).to.deep.equal(['try-on.webp']);
    const bytes = await (await fetch(saved[0]?.href ?? '')).arrayBuffer();
    expect([...new Uint8Array(bytes)]).to.deep.equal([...served]);
  });
});
