// A program of its own (browser-program.ts runs it): the package unpacks into the temporary folder of its process.
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

const archives = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'));
const wanted = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];
await Promise.all(wanted.map((name) => inflate(fileURLToPath(new URL(name, archives)))));
