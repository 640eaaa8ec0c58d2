import { createServer, type Server } from 'node:net';

const endOfMail = '\r\n.\r\n';

/**
 * An SMTP server that takes every mail and keeps none.
 * @param onMail called with the address of each one taken
 * @param latencyMs how long it thinks before it says so
 */
export function createSmtpSink(onMail: (address: string) => void, latencyMs = 0): Server {
  return createServer((socket) => {
    let rest = '';
    let inMail = false;
    let address = '';
    const take = () => {
      onMail(address);
      socket.write('250 taken\r\n');
    };
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const endMail = () => (latencyMs > 0 ? void setTimeout(take, latencyMs) : take());
    const answer = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') socket.write('250-sink\r\n250 8BITMIME\r\n');
      else if (verb === 'DATA') {
        inMail = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else {
        address = recipientIn(line) ?? address;
        socket.write('250 ok\r\n');
      }
    };
    socket.write('220 sink\r\n');
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1');
      for (;;) {
        const mark = inMail ? endOfMail : '\r\n';
        const end = rest.indexOf(mark);
        if (end === -1) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + mark.length);
        if (!inMail) answer(line);
        else {
          inMail = false;
          endMail();
        }
      }
    });
  });
}

function recipientIn(line: string): string | undefined {
  return /^RCPT TO:<(.*?)>/i.exec(line)?.[1];
}
