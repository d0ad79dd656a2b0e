import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../ports.js';

/** A real S3 on loopback: Ceph's RADOS gateway over a store in memory. */
export interface S3Gateway {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Kills the gateway alone: the store keeps its objects. */
  pause(): Promise<void>;
  /** Starts it again. */
  resume(): Promise<void>;
  /** Answers everything of its user with 403, as when somebody changed a policy or did not pay. */
  forbid(): Promise<void>;
  /** Serves its user again. */
  allow(): Promise<void>;
  stop(): Promise<void>;
}

const PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph', 'ceph-authtool', 'monmaptool', 'radosgw-admin'];
const READY_TIMEOUT_MS = 60_000;
const run = promisify(execFile);

/** Whether this machine has what the gateway needs. */
export function hasS3Gateway(): boolean {
  return PROGRAMS.every((name) => spawnSync('which', [name]).status === 0);
}

/**
 * Starts the gateway with one user. Takes about ten seconds.
 * @throws Error with code `s3_missing` or `s3_failed`.
 */
export async function startS3Gateway(): Promise<S3Gateway> {
  if (!hasS3Gateway()) {
    const message =
      'No Ceph RADOS gateway was found. Debian: apt-get install --no-install-recommends ceph-mon ceph-osd radosgw ceph-common';
    throw Object.assign(new Error(message), { code: 's3_missing' });
  }
  const directory = mkdtempSync(join(tmpdir(), 'tryon-s3-'));
  for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) mkdirSync(join(directory, name));
  const [port, monPort] = [await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${port}`;
  const conf = ['-c', join(directory, 'ceph.conf')];
  const fsid = randomUUID();
  const osd = randomUUID();
  const keys = {
    accessKeyId: `TRYON${randomBytes(6).toString('hex')}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
  writeFileSync(join(directory, 'ceph.conf'), configuration({ directory, fsid, monPort }));

  const children = new Map<string, ChildProcess>();
  const start = (name: string, program: string, args: string[]) => {
    const child = spawn(program, [...conf, ...args, '-f'], {
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    });
    children.set(name, child);
  };
  const kill = async (name: string) => {
    const child = children.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL'); // everything is in memory
    await gone;
  };
  const stop = async () => {
    await Promise.all(['gateway', 'osd', 'mon'].map(kill));
    rmSync(directory, { recursive: true, force: true });
  };
  process.once('exit', () => {
    for (const child of children.values()) child.kill('SIGKILL');
  });
  const serve = async () => {
    start('gateway', 'radosgw', ['-n', 'client.rgw', `--rgw-frontends=beast endpoint=127.0.0.1:${port}`]);
    await untilItAnswers(endpoint);
  };

  try {
    const keyring = join(directory, 'keyring');
    await run('ceph-authtool', [
      '--create-keyring',
      keyring,
      '--gen-key',
      '-n',
      'mon.',
      '--cap',
      'mon',
      'allow *',
    ]);
    const users = [
      ['client.admin', '--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *'],
      ['client.rgw', '--cap', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx'],
      ['osd.0', '--cap', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'],
    ];
    for (const [name = '', ...caps] of users) {
      await run('ceph-authtool', [keyring, '--gen-key', '-n', name, ...caps]);
    }
    const map = join(directory, 'monmap');
    await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monPort}]`, map]);
    await run('ceph-mon', [...conf, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring]);
    start('mon', 'ceph-mon', ['-i', 'a']);
    await run('ceph', [...conf, 'osd', 'new', osd], { timeout: 30_000 });
    await run('ceph', [...conf, 'auth', 'import', '-i', keyring], { timeout: 30_000 });
    // The same id as above, or it never comes up.
    await run('ceph-osd', [...conf, '-i', '0', '--mkfs', '--osd-uuid', osd]);
    start('osd', 'ceph-osd', ['-i', '0']);
    await serve();
    const account = ['--uid=tryon', '--display-name=tryon', `--access-key=${keys.accessKeyId}`];
    const secret = `--secret-key=${keys.secretAccessKey}`;
    await run('radosgw-admin', [...conf, '-n', 'client.rgw', 'user', 'create', ...account, secret], {
      timeout: 60_000,
    });
  } catch (cause) {
    await stop();
    throw Object.assign(new Error('The S3 gateway did not start', { cause }), { code: 's3_failed' });
  }
  const administer = async (command: 'suspend' | 'enable') => {
    await run('radosgw-admin', [...conf, '-n', 'client.rgw', 'user', command, '--uid=tryon'], {
      timeout: 30_000,
    });
  };
  return {
    endpoint,
    ...keys,
    pause: () => kill('gateway'),
    resume: serve,
    forbid: () => administer('suspend'),
    allow: () => administer('enable'),
    stop,
  };
}

/** Creates a bucket as the gateway's user. */
export async function createBucket(gateway: S3Gateway, bucket: string): Promise<void> {
  const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
  const { endpoint, accessKeyId, secretAccessKey } = gateway;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}

async function untilItAnswers(endpoint: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).catch(
      (error: unknown) => error,
    );
    if (response instanceof Response && response.ok) return;
    await delay(250);
  }
  throw new Error(`Nothing answers at ${endpoint}`);
}

/** One monitor and one store in memory, each thing once. */
function configuration(options: { directory: string; fsid: string; monPort: number }): string {
  const { directory, fsid, monPort } = options;
  const global = {
    fsid,
    'mon host': `[v2:127.0.0.1:${monPort}/0]`,
    'auth cluster required': 'cephx',
    'auth service required': 'cephx',
    'auth client required': 'cephx',
    keyring: `${directory}/keyring`,
    'run dir': `${directory}/run`,
    'admin socket': `${directory}/run/$name.asok`,
    'log file': `${directory}/log/$name.log`,
    'pid file': `${directory}/run/$name.pid`,
    'mon cluster log file': `${directory}/log/cluster.log`,
    'mon data': `${directory}/mon`,
    'osd data': `${directory}/osd`,
    'osd objectstore': 'memstore',
    'memstore device bytes': 2 * 1024 ** 3,
    'osd pool default size': 1,
    'osd pool default min size': 1,
    'osd pool default pg num': 8,
    'osd pool default pg autoscale mode': 'off',
    'mon allow pool size one': true,
    'mon max pg per osd': 1_000,
    'osd crush chooseleaf type': 0,
    'public addr': '127.0.0.1',
  };
  const lines = Object.entries(global).map(([name, value]) => `${name} = ${value}`);
  return ['[global]', ...lines, '[client.rgw]', `rgw data = ${directory}/rgw`, ''].join('\n');
}
