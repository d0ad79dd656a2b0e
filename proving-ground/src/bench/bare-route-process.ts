import { connect } from '@tryon/core/db/connect';
import Fastify from 'fastify';

// The least that a status read could be; started by bare-limits.ts with the database's address.
const sql = connect(process.argv[2] ?? '', { max: 10 });
const app = Fastify();
app.get<{ Params: { id: string } }>('/tryons/:id', async (request) => {
  const [row] = await sql`select * from tryons where id = ${request.params.id}`;
  return row;
});
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
process.once('disconnect', () => process.exit(0));
