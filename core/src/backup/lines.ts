import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { syncFile } from '#storage';

const lineBreak = 0x0a;

/** Whole lines without their breaks, as many as each chunk completes; what follows the last break is left out. */
export async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncIterable<string[]> {
  let rest: Buffer[] = [];
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(lineBreak);
    if (end < 0) {
      rest.push(chunk);
      continue;
    }
    yield Buffer.concat([...rest, chunk.subarray(0, end)])
      .toString('utf8')
      .split('\n');
    rest = [chunk.subarray(end + 1)];
  }
}

/** A file of lines of JSON that grows. */
export interface LinesFile {
  write(values: readonly unknown[]): Promise<void>;
  /** On disk when it answers. */
  close(): Promise<void>;
}

export async function createLinesFile(file: string): Promise<LinesFile> {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  await once(stream, 'open');
  return {
    write: async (values) => {
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
      if (text !== '') await new Promise<void>((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
    },
    close: async () => {
      stream.end();
      await finished(stream);
      await syncFile(file);
    },
  };
}
