import { createServer, type Server } from 'node:net';

const endOfMail = '\r\n.\r\n';

/** An SMTP server that takes every mail at once and keeps none. @param onMail called for each one taken */
export function createSmtpSink(onMail: () => void): Server {
  return createServer((socket) => {
    let rest = '';
    let inMail = false;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const answer = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') socket.write('250-sink\r\n250 8BITMIME\r\n');
      else if (verb === 'DATA') {
        inMail = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
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
          onMail();
          socket.write('250 taken\r\n');
        }
      }
    });
  });
}
