import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startTimer } from './timer.ts';

/** Keeps this process from everything else. */
function holdUp(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('a timer of the suite', () => {
  it('goes off when its time is over', async () => {
    const begun = performance.now();
    await new Promise<void>((resolve) => void startTimer(20, resolve));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(19);
  });

  it('can be ended', async () => {
    const then = vi.fn<() => void>();
    startTimer(5, then)();
    await new Promise<void>((resolve) => void startTimer(40, resolve));
    expect(then).not.toHaveBeenCalled();
  });

  it('lets be read first what came while the process was held up', async () => {
    const server = createServer((socket) => void socket.end('in time'));
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const heard = once(socket, 'data').then(() => 'heard');
    const late = new Promise<string>((resolve) => void startTimer(30, () => resolve('late')));
    holdUp(200);
    expect(await Promise.race([heard, late])).toBe('heard');
  });

  it('goes off in the end, however often it is held up', async () => {
    let ended = false;
    const over = new Promise<void>((resolve) => {
      startTimer(10, () => {
        ended = true;
        resolve();
      });
    });
    const busy = setInterval(() => {
      if (!ended) holdUp(60);
    }, 1);
    onTestFinished(() => clearInterval(busy));
    await over;
    expect(ended).toBe(true);
  });
});
