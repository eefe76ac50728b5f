import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countFiles } from './count-files.ts';
import { fateByName } from './fate-by-name.ts';
import { textOf } from './source-name.ts';
import { walkTree } from './walk-tree.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'picturerail-walk-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = async (...names: string[]) => {
  const file = path.join(root, ...names);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, 'x');
};

async function walked() {
  const steps: string[] = [];
  for await (const step of walkTree(Buffer.from(root), [])) {
    const at = step.folder.names.map(textOf).join('/');
    if (step.kind === 'folder') steps.push(`${at}: ${step.content.files.map((found) => textOf(found.name)).join(' ')}`);
    else steps.push(`${step.kind} ${at}`);
  }
  return steps;
}

describe('walking a folder', () => {
  it('comes across parents first, and names with numbers in the order people expect', async () => {
    for (const name of ['10.jpg', '9.jpg', '1.jpg']) await put('b', name);
    await put('b', 'deeper', 'x.jpg');
    await put('a', 'y.jpg');
    expect(await walked()).toEqual([': ', 'a: y.jpg', 'b: 1.jpg 9.jpg 10.jpg', 'b/deeper: x.jpg']);
  });

  it('counts what it will come across', async () => {
    await put('a', '1.jpg');
    await put('.hidden', '2.jpg');
    await put('3.jpg');
    expect(await countFiles(Buffer.from(root), new AbortController().signal)).toBe(2);
  });

  it('passes over what systems leave behind and what is hidden', async () => {
    await put('@eaDir', 'a.jpg');
    await put('.git', 'b.jpg');
    expect(await walked()).toEqual([': ', 'skipped ', 'skipped ']);
  });

  it('tells links, pipes and sockets from files', async () => {
    await put('real.jpg');
    await symlink(path.join(root, 'real.jpg'), path.join(root, 'link.jpg'));
    await symlink(root, path.join(root, 'loop'));
    execFileSync('mkfifo', [path.join(root, 'pipe')]);
    const server = createServer().listen(path.join(root, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    for await (const step of walkTree(Buffer.from(root), [])) {
      if (step.kind !== 'folder') continue;
      expect(step.content.files.map((found) => textOf(found.name))).toEqual(['real.jpg']);
      expect(step.content.others.map((found) => fateByName(found)?.code)).toEqual(['import-link', 'import-link', 'import-pipe', 'import-socket']);
    }
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads names that are not valid text', async () => {
    const name = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x6a, 0x70, 0x67]);
    await writeFile(Buffer.concat([Buffer.from(`${root}/`), name]), 'x');
    expect(await walked()).toEqual([': caf\u00e9.jpg']);
  });

  it('goes on beside a folder that vanished', async () => {
    await put('a', '1.jpg');
    await put('b', '2.jpg');
    const steps: string[] = [];
    for await (const step of walkTree(Buffer.from(root), [])) {
      if (step.kind === 'folder' && step.folder.names.length === 0) await rm(path.join(root, 'a'), { recursive: true });
      steps.push(step.kind);
    }
    expect(steps).toEqual(['folder', 'unreadable', 'folder']);
  });
});
