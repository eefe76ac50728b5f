import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArrival } from './open-arrival.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'picturerail-arrival-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const fate = async (name: string, content?: string | Buffer) => {
  const file = path.join(dir, name);
  if (content !== undefined) await writeFile(file, content);
  const opened = await openArrival(file, name);
  if ('outcome' in opened) return opened;
  await opened.handle.close();
  return { outcome: 'opened', mime: opened.sniffed.mime, bytes: opened.bytes };
};

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describe('opening what arrives', () => {
  it('goes by content, not by name', async () => {
    expect(await fate('picture.txt', gif)).toEqual({ outcome: 'opened', mime: 'image/gif', bytes: gif.length });
    expect(await fate('page.jpg', '<!DOCTYPE html><title>x</title>')).toMatchObject({ outcome: 'refused', code: 'media-type-refused' });
  });

  it('refuses what promises a picture, and passes over what promises nothing', async () => {
    expect(await fate('noise.jpg', 'no picture at all')).toMatchObject({ outcome: 'refused' });
    expect(await fate('notes.txt', 'no picture at all')).toMatchObject({ outcome: 'skipped', reason: 'It is not a picture.' });
    expect(await fate('empty.png', '')).toMatchObject({ outcome: 'refused', reason: 'The file is empty.' });
  });

  it('tells what a plugin could read from what nobody can', async () => {
    const mp4 = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
    expect(await fate('clip.mp4', mp4)).toMatchObject({ outcome: 'unread', code: 'media-no-reader' });
  });

  it('neither follows a link nor waits for a pipe', async () => {
    await writeFile(path.join(dir, 'real.gif'), gif);
    await symlink(path.join(dir, 'real.gif'), path.join(dir, 'link.gif'));
    execFileSync('mkfifo', [path.join(dir, 'pipe.gif')]);
    expect(await fate('link.gif')).toMatchObject({ outcome: 'failed', reason: 'It is a link; links are not followed.' });
    expect(await fate('pipe.gif')).toMatchObject({ outcome: 'skipped', reason: 'It is not a file.' });
    expect(await fate('absent.gif')).toMatchObject({ outcome: 'failed', reason: 'It vanished before it could be read.' });
  });
});
