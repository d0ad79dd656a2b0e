import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what the lock file asks for. npm notes what it has installed in a lock file of its own
 * when it has finished, so an interrupted install is seen as well as an older one.
 * @param {string} root the repository's folder
 */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // Our own packages have no version to compare; optional ones are for other platforms.
    if (!path.includes('node_modules/') || entry.optional || entry.devOptional) return true;
    const found = installed[path];
    return found !== undefined && (entry.link === true || found.version === entry.version);
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
