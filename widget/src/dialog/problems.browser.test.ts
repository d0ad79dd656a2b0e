import { expect } from '@open-wc/testing';
import { en } from '../locales/en.js';
import { problemOf } from './problems.js';

/** The codes of an enum in the contract. */
async function codesOf(schema: string): Promise<string[]> {
  const contract = await (await fetch('/openapi.yaml')).text();
  const list =
    new RegExp(`    ${schema}:[\\s\\S]*?enum:\\n((?:        - \\w+\\n)+)`).exec(contract)?.[1] ?? '';
  return list.split('\n').flatMap((line) => /- (\w+)/.exec(line)?.[1] ?? []);
}

describe('problemOf', () => {
  it('knows every code that the contract lets a try-on fail with', async () => {
    const codes = await codesOf('TryonErrorCode');
    expect(codes).to.include('no_person').and.to.have.length.above(8);
    for (const code of codes) expect(problemOf(code).message, code).not.to.equal('problem_unknown');
  });

  it('has words and a way on for every code that a page can be answered', async () => {
    // What only servers ask for; a shopper never meets these.
    const isForServers = /webhook|^erasure_/;
    const codes = (await codesOf('ProblemCode')).filter((code) => !isForServers.test(code));
    expect(codes).to.include('rate_limited').and.to.have.length.above(30);
    for (const code of codes) expect(problemOf(code).message, code).not.to.equal('problem_unknown');
  });

  it('asks for another photo when a photo of the shopper was refused', async () => {
    const codes = (await codesOf('ProblemCode')).filter((code) => /^image_(?!url)/.test(code));
    expect(codes).to.have.length.above(4);
    for (const code of codes) expect(problemOf(code).action, code).to.equal('photo');
  });

  it('has a text for every screen', () => {
    for (const code of ['no_person', 'image_url_refused', 'quota_exceeded', 'offline', 'anything else']) {
      expect(en[problemOf(code).message]).to.be.a('string');
    }
  });
});
