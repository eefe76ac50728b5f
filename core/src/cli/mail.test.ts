import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSmtp, type TestSmtp } from '../mail/testing.ts';
import { run } from './run.ts';

let dataDir: string;
let smtp: TestSmtp;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'picturerail-cli-'));
  smtp = await startSmtp({ password: 'pa55word' });
});
afterEach(async () => {
  await smtp.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function ran(...args: string[]) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { out, err, in: Readable.from(['']) as NodeJS.ReadStream }, { DATA_DIR: dataDir });
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

it('a server and a sender that cannot be are refused when they are set, and a password is not repeated', async () => {
  const wrong = await ran('config', 'set', 'mail.smtpUrl', 'mail.example.org:pa55word');
  expect(wrong).toMatchObject({
    code: 1,
    err: expect.stringContaining('the secret does not have the right form; it looks like "smtp://user:password@mail.example.org:587"'),
  });
  expect(wrong.err).not.toContain('pa55word');
  expect(await ran('config', 'set', 'mail.from', 'the gallery')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"the gallery" does not have the right form; it looks like "gallery@example.org"'),
  });
  expect((await ran('config', 'set', 'mail.smtpUrl', `smtp://gallery:pa55word@127.0.0.1:${smtp.port}`)).code).toBe(0);
  expect((await ran('config', 'get', 'mail.smtpUrl')).out.trim()).toBe('(set, not shown)');
});

it('mail test sends a message at once and says what came of it', async () => {
  expect(await ran('mail', 'test', 'ana@example.org')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"mail.smtpUrl" (the server) and "mail.from" (the sender) are needed'),
  });
  await ran('config', 'set', 'mail.from', 'gallery@example.org');
  await ran('config', 'set', 'mail.smtpUrl', `smtp://gallery:pa55word@127.0.0.1:${smtp.port}`);
  expect(await ran('mail', 'test', 'ana@example.org')).toMatchObject({ code: 0, out: expect.stringMatching(/^The server took the message: 250 /) });
  expect(smtp.received).toMatchObject([{ to: ['ana@example.org'], raw: expect.stringContaining('Subject: A test from Picturerail') }]);
  expect(await ran('mail', 'test', 'ana')).toMatchObject({ code: 1, err: expect.stringContaining('its "to" is "ana"') });
  await ran('config', 'set', 'mail.smtpUrl', `smtp://gallery:other@127.0.0.1:${smtp.port}`);
  const refused = await ran('mail', 'test', 'ana@example.org');
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('535 Wrong name or password') });
  expect(refused.err).not.toContain('other@');
});
