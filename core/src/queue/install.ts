import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Brings BullMQ's own schema (`bullmq`) up to date. Run at deploy, beside `migrate`; safe to run again. */
export async function installQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
