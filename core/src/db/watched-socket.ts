import { connect, type Socket } from 'node:net';

const LOOKS = 4;
/** Whether an answer is owed cannot always be told from outside; a connection this long without one is not kept. */
const MAX_QUIET = 4;

/**
 * A connection that breaks by itself when its other end falls silent. A host that vanishes sends no farewell: without
 * this a question to it would wait for its answer until TCP gives up, a quarter of an hour later.
 *
 * @param silentMs - How long an answer may take; the other end must answer anything within this time.
 */
export function connectWatched(
  target: { readonly host: string; readonly port: number } | { readonly path: string },
  silentMs: number,
): Socket {
  const socket = connect(target);
  closeWithoutBlame(socket);
  let heardBytes = 0;
  let heardAt = Date.now();
  let saidByThen = 0;
  let owedSince: number | undefined;
  const heard = () => {
    heardBytes = socket.bytesRead;
    heardAt = Date.now();
    saidByThen = socket.bytesWritten;
    owedSince = undefined;
  };
  // Sees what is said between an answer and the next look; who speaks TLS over the socket takes it off.
  socket.on('data', heard);
  const watch = setInterval(() => {
    if (socket.destroyed) {
      clearInterval(watch);
      return;
    }
    const now = Date.now();
    if (socket.bytesRead !== heardBytes) heard();
    else if (socket.bytesWritten > saidByThen) owedSince ??= now;
    if (now - (owedSince ?? now) >= silentMs || now - heardAt >= silentMs * MAX_QUIET) {
      clearInterval(watch);
      socket.destroy();
    }
  }, silentMs / LOOKS).unref();
  return socket;
}

/**
 * postgres.js forgets a question that it is asked between the error of a connection and its close, as by whoever reacts
 * to that error, when the close says that there was one: the question is never answered. One that says nothing of it
 * has it refused.
 */
function closeWithoutBlame(socket: Socket): void {
  const emit = socket.emit.bind(socket) as (event: string, ...args: unknown[]) => boolean;
  socket.emit = (event: string, ...args: unknown[]) =>
    event === 'close' ? emit('close', false) : emit(event, ...args);
}
