/**
 * Refuses a database that other machines may serve from: `npm start` puts keys into it that everybody knows.
 * Names without a dot are those of this machine or of its containers.
 *
 * @throws Error with code `database_not_local`.
 */
export function requireLocalDatabase(databaseUrl: string): void {
  const { hostname } = new URL(databaseUrl);
  const isLocal = !hostname.includes('.') || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  if (isLocal) return;
  const message = `DATABASE_URL points to ${hostname}. npm start puts well-known demo keys into its database, so it only uses one on this machine.`;
  throw Object.assign(new Error(message), { code: 'database_not_local' });
}
