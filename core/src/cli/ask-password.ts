import { passwordsDiffer, passwordWanted } from './errors.ts';
import type { Terminal } from './terminal.ts';

const enter = new Set(['\r', '\n', '\u0004']);
const rubOut = new Set(['\u007f', '\b']);
const interrupt = '\u0003';

/** The whole standard input, without the line break at its end. */
async function readAll(terminal: Terminal): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.in) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** Asks on the terminal without showing what is typed. */
function askHidden(terminal: Terminal, question: string): Promise<string> {
  terminal.err.write(question);
  terminal.in.setRawMode(true);
  terminal.in.setEncoding('utf8');
  terminal.in.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      terminal.in.off('data', take);
      terminal.in.setRawMode(false);
      terminal.in.pause();
      terminal.err.write('\n');
    };
    const take = (text: string) => {
      for (const char of text) {
        if (char === interrupt) {
          end();
          return reject(passwordWanted());
        }
        if (enter.has(char)) {
          end();
          return resolve(typed);
        }
        typed = rubOut.has(char) ? [...typed].slice(0, -1).join('') : typed + char;
      }
    };
    terminal.in.on('data', take);
  });
}

/** A new password: from the standard input where asked to, otherwise typed twice. Never from an argument, which others on the machine can read. */
export async function newPassword(terminal: Terminal, { stdin }: { readonly stdin: boolean }): Promise<string> {
  if (stdin) return readAll(terminal);
  if (!terminal.in.isTTY) throw passwordWanted();
  const first = await askHidden(terminal, 'Password: ');
  if ((await askHidden(terminal, 'Once more: ')) !== first) throw passwordsDiffer();
  return first;
}
