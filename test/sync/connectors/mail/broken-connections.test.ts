import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { counting, failureOf, mail, nothing, withMailers } from './mailers.ts';

const { cleanups, mailerOf, serving } = withMailers();

describe('broken connections', () => {
  async function rawServer(onSocket: (socket: Socket) => void): Promise<string> {
    const server = createServer(onSocket);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => server.close(() => resolve())));
    return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Speaks just enough SMTP; `atDot` decides what happens when the final dot arrives. */
  function speaking(atDot: (socket: Socket) => void) {
    return (socket: Socket) => {
      let inData = false;
      socket.write('220 hello\r\n');
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        if (inData) {
          if (text.endsWith('\r\n.\r\n') || text === '.\r\n') atDot(socket);
          return;
        }
        for (const line of text.split('\r\n').filter(Boolean)) {
          inData = line === 'DATA';
          socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
        }
      });
    };
  }

  it('nobody listening is clear', async () => {
    const { server, mailer } = await serving();
    await server.close();
    expect((await failureOf(mailer.send(mail, nothing))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
  });

  it('a server that never greets is given up, clearly', async () => {
    const mailer = mailerOf(
      await rawServer((socket) => void cleanups.push(() => void socket.destroy())),
      100,
    );
    expect((await failureOf(mailer.send(mail, nothing))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
  });

  it('a connection lost after the final dot is unclear, and is not tried again by itself', async () => {
    let dots = 0;
    const url = await rawServer(
      speaking((socket) => {
        dots += 1;
        socket.destroy();
      }),
    );
    const { hooks, times } = counting();
    const sending = mailerOf(url).send(mail, hooks);
    expect((await failureOf(sending)).failure).toMatchObject({ word: 'retry-later', unclear: true });
    await sleep(200);
    expect({ dots, recorded: times() }).toEqual({ dots: 1, recorded: 1 });
  });

  it('silence after the final dot is unclear too', async () => {
    const url = await rawServer(speaking((socket) => void cleanups.push(() => void socket.destroy())));
    expect((await failureOf(mailerOf(url, 100).send(mail, nothing))).failure.unclear).toBe(true);
  });
});
