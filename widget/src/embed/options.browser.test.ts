import { expect } from '@open-wc/testing';
import { OPTIONS, readOptions } from './options.js';

/** Every option as a page may say it, and a value for it. */
const SAID = {
  key: 'pk_test_shop',
  apiBase: 'https://api.example',
  layout: 'inline',
  theme: 'dark',
  lang: 'de',
  container: '#try',
  garmentImage: 'https://shop.example/tee.jpg',
  garmentId: 'tee-navy',
  category: 'one-pieces',
  mode: 'quality',
  analytics: 'off',
} as const;

describe('readOptions', () => {
  it('is tested with every option there is', () => {
    expect(Object.keys(SAID)).to.have.members(Object.keys(OPTIONS));
  });

  for (const [name, value] of Object.entries(SAID)) {
    it(`makes the same of data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} and { ${name} }`, () => {
      const script = document.createElement('script');
      const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      script.setAttribute(attribute, value);
      const byTag = readOptions({ ...script.dataset });
      expect(byTag).to.deep.equal(readOptions({ [name]: value }));
      expect(byTag).to.deep.equal({ options: { [name]: value }, faults: [] });
    });
  }

  it('knows the names of older snippets', () => {
    const { options } = readOptions({ apiKey: 'pk_test_shop', apiUrl: 'https://api.example' });
    expect(options).to.deep.equal({ key: 'pk_test_shop', apiBase: 'https://api.example' });
  });

  it('takes an element for the container', () => {
    expect(readOptions({ container: document.body }).options.container).to.equal(document.body);
  });

  it('leaves out what it cannot use, and says which and what is possible', () => {
    const { options, faults } = readOptions({
      key: 'pk_test_shop',
      layout: 'sideways',
      colour: 'red',
      garmentId: 7,
    });
    expect(options).to.deep.equal({ key: 'pk_test_shop' });
    expect(faults.map(({ message }) => message)).to.deep.equal([
      '"layout" is one of: floating, inline, dialog',
      'there is no option "colour"',
      '"garmentId" is a text',
    ]);
  });
});
