import { commandLineOf } from '../pids.js';

const postgresPid = Number(process.argv[2]);
const data = process.argv[3] ?? '';

function stopPostgres(): void {
  if (data && commandLineOf(postgresPid)?.includes(data)) process.kill(postgresPid, 'SIGINT');
}

// The launcher may be gone before this process has even started.
if (process.connected) process.once('disconnect', stopPostgres);
else stopPostgres();
