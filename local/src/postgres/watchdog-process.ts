import { commandLineOf } from '../pids.js';

const postgresPid = Number(process.argv[2]);
const data = process.argv[3] ?? '';

process.once('disconnect', () => {
  if (data && commandLineOf(postgresPid)?.includes(data)) process.kill(postgresPid, 'SIGINT');
});
