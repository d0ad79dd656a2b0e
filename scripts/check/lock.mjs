/**
 * The optional packages that somebody asks for and the lock file lacks.
 * @param {Record<string, { optionalDependencies?: Record<string, string> }>} packages `packages` of a lock file
 * @returns {string[]} "who -> what"
 */
export function missingOptional(packages) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesFor(path, name).some((place) => place in packages))
      .map((name) => `${path || 'package.json'} -> ${name}`),
  );
}

/** Where Node would look for `name` from the package at `path`, nearest first. */
function placesFor(path, name) {
  const places = [`${path ? `${path}/` : ''}node_modules/${name}`];
  const parent = path.lastIndexOf('/node_modules/');
  if (path === '') return places;
  return [...places, ...placesFor(parent < 0 ? '' : path.slice(0, parent), name)];
}
