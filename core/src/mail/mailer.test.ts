import { html, type Log } from '@picturerail/sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseContribution } from '#database';
import { createJobs, type Jobs } from '#jobs';
import { createSettings } from '#settings';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { openTestScope } from '../kernel/testing.ts';
import { mailContribution } from './mail-contribution.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { startSmtp, type TestSmtp } from './testing.ts';

const lines: string[] = [];
const note = (message: string, data?: object) => void lines.push(`${message} ${JSON.stringify(data ?? {})}`);
const log: Log = { debug: note, info: note, warn: note, error: note };
const message = { to: 'ana@example.org', subject: 'Hello', text: 'A word that is nobody’s business.' };

describe.each(testDatabases())('messages on $name', ({ open }) => {
  let test: TestDatabase;
  let smtp: TestSmtp;
  let settings: ReturnType<typeof createSettings>;
  let jobs: Jobs;
  let mailer: Mailer;
  let now: number;

  const setUp = (url = `smtp://127.0.0.1:${smtp.port}`) => settings.set('core', 'gallery', { 'mail.smtpUrl': url, 'mail.from': 'gallery@example.org' });
  const waiting = async () => (await jobs.list()).map(({ state, attempts, error }) => ({ state, attempts, error }));
  const run = async () => {
    now += 3_700_000;
    return jobs.runAll();
  };

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    lines.length = 0;
    now = 1_800_000_000_000;
    await test.database.transaction(async (tx) => {
      await tx.run('DELETE FROM jobs');
      await tx.run('DELETE FROM settings');
    });
    smtp = await startSmtp();
    settings = createSettings({ database: test.database, key: Buffer.alloc(32, 7), log });
    jobs = createJobs({ database: test.database, log, clock: () => now });
    mailer = createMailer({ settings: () => settings.core(), queue: jobs, baseUrl: 'https://photos.example.org', log });
  });
  afterEach(() => smtp.close());
  afterAll(() => test.drop());

  it('arrive at the server by a job, under the gallery’s name, and leave nothing in the queue', async () => {
    expect(await mailer.ready()).toBe(false);
    await setUp();
    expect(await mailer.ready()).toBe(true);
    await mailer.send({ ...message, html: html`<p>${'<b>'}</p>`, replyTo: 'Ben <ben@example.org>' }, { by: 'core' });
    expect(smtp.received).toEqual([]);
    expect(await run()).toBe(1);
    expect(smtp.received).toMatchObject([{ from: 'gallery@example.org', to: ['ana@example.org'], user: null }]);
    const raw = smtp.received[0]?.raw ?? '';
    for (const header of ['From: Picturerail <gallery@example.org>', 'To: ana@example.org', 'Reply-To: Ben <ben@example.org>', 'Subject: Hello'])
      expect(raw).toContain(`${header}\r\n`);
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).toContain('<p>&lt;b&gt;</p>');
    expect(await jobs.list()).toEqual([]);
  });

  it('go to each recipient alone', async () => {
    await setUp();
    await mailer.send({ ...message, to: ['ana@example.org', 'Ben <ben@example.org>'] }, { by: 'core' });
    await run();
    expect(smtp.received.map(({ to }) => to.join()).toSorted()).toEqual(['ana@example.org', 'ben@example.org']);
    for (const { to, raw } of smtp.received) expect(raw.includes('ana@example.org')).toBe(to[0] === 'ana@example.org');
  });

  it('are tried again with the same mark while the server says "not now"', async () => {
    await setUp();
    smtp.answers.push('451 Come back later');
    await mailer.send(message, { by: 'core' });
    await run();
    expect(await waiting()).toEqual([
      { state: 'waiting', attempts: 1, error: 'The message to "ana@example.org" was not taken by "127.0.0.1": 451 Come back later' },
    ]);
    await run();
    expect(smtp.received).toHaveLength(1);
    expect(smtp.received[0]?.raw).toMatch(/Message-ID: <picturerail\.job-\d+-\w+@example\.org>/);
  });

  it('are given up where it says "never", and nothing of what they say is written down', async () => {
    await setUp();
    smtp.answers.push('550 No such user');
    await mailer.send(message, { by: 'core' });
    await run();
    expect(await waiting()).toEqual([
      { state: 'failed', attempts: 1, error: 'The message to "ana@example.org" was refused for good by "127.0.0.1": 550 No such user' },
    ]);
    expect(await run()).toBe(0);
    expect(lines.join('\n')).toContain('refused for good');
    expect(lines.join('\n')).not.toContain('business');
  });

  it('wait while the server is not there, does not answer or does not know the password', async () => {
    await smtp.close();
    await setUp();
    await mailer.send(message, { by: 'core' });
    await run();
    expect(await waiting()).toMatchObject([{ state: 'waiting', error: expect.stringContaining('ECONNREFUSED') }]);
    smtp = await startSmtp({ password: 'right' });
    await setUp(`smtp://gallery:wrong@127.0.0.1:${smtp.port}`);
    await run();
    expect(await waiting()).toMatchObject([{ state: 'waiting', error: expect.stringContaining('535 Wrong name or password') }]);
    await setUp(`smtp://gallery:right@127.0.0.1:${smtp.port}`);
    await run();
    expect(smtp.received).toMatchObject([{ user: 'gallery' }]);
    expect(lines.join('\n')).not.toMatch(/wrong@|right@/);
  });

  it('wait while nothing is set up any more, and are not taken before', async () => {
    await expect(mailer.send(message, { by: 'core' })).rejects.toMatchObject({ code: 'mail-not-set-up' });
    await setUp();
    await mailer.send(message, { by: 'core' });
    await settings.set('core', 'gallery', { 'mail.from': null });
    await run();
    expect(await waiting()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    await setUp();
    await run();
    expect(smtp.received).toHaveLength(1);
  });

  it('belong to the transaction they are written in, and a key stands for those that wait', async () => {
    await setUp();
    const cut = test.database.transaction(async (tx) => {
      await mailer.send(message, { by: 'core', tx });
      throw new Error('undone');
    });
    await expect(cut).rejects.toThrow('undone');
    for (const by of ['core', 'core', 'tags']) await mailer.send({ ...message, to: ['ana@example.org', 'ben@example.org'] }, { by, key: 'welcome' });
    expect(await waiting()).toHaveLength(4);
  });

  it('are looked at before they are taken', async () => {
    await setUp();
    const send = (changes: object) => mailer.send({ ...message, ...changes } as never, { by: 'core' });
    await expect(send({ to: [] })).rejects.toThrow('its "to" names nobody');
    await expect(send({ to: ['ana@example.org', 'ben'] })).rejects.toMatchObject({ code: 'mail-address-invalid' });
    await expect(send({ replyTo: 'ana@example.org, ben@example.org' })).rejects.toThrow('its "replyTo" is');
    await expect(send({ subject: 'Hello\r\nBcc: all@example.org' })).rejects.toThrow('must be one line of 1 to 200 characters');
    await expect(send({ subject: 'x'.repeat(201) })).rejects.toThrow('must be one line');
    await expect(send({ text: '' })).rejects.toThrow('must be a text that is not empty');
    await expect(send({ text: { path: '/etc/passwd' } })).rejects.toThrow('must be a text');
    await expect(send({ text: 'x'.repeat(1_048_577) })).rejects.toThrow('at most 1048576 are sent');
    await expect(send({ html: '<p>' })).rejects.toThrow('must be made with rail.html');
    expect(await waiting()).toEqual([]);
  });

  it('can be sent at once, for a test, and say what the server says', async () => {
    await setUp();
    expect(await mailer.sendNow(message)).toMatch(/^250 /);
    smtp.answers.push('550 No such user');
    await expect(mailer.sendNow(message)).rejects.toMatchObject({ code: 'mail-refused' });
    expect(await waiting()).toEqual([]);
  });

  it('do not go out where a password would be sent unencrypted, or to a server nobody vouches for', async () => {
    await smtp.close();
    smtp = await startSmtp({ password: 'right', disabledCommands: ['STARTTLS'] });
    // This machine by a name that is not known to be its own.
    await setUp(`smtp://gallery:right@[::ffff:7f00:1]:${smtp.port}`);
    await expect(mailer.sendNow(message)).rejects.toThrow('STARTTLS');
    const strange = await startSmtp({ secure: true });
    await setUp(`smtps://127.0.0.1:${strange.port}`);
    await expect(mailer.sendNow(message)).rejects.toThrow('certificate');
    expect([...smtp.received, ...strange.received]).toEqual([]);
    await strange.close();
  });

  it('hold links where the gallery knows its address', () => {
    expect(mailer.link('/p/hello/welcome?a=b')).toBe('https://photos.example.org/p/hello/welcome?a=b');
    for (const path of ['//evil.example', '/\\evil.example', '/\t/evil.example', '\n//evil.example', 'p/hello', 'https://evil.example/'])
      expect(() => mailer.link(path)).toThrow('begins with one slash');
    const unknown = createMailer({ settings: () => settings.core(), queue: createJobs({ database: test.database, log }), baseUrl: null, log });
    expect(() => unknown.link('/')).toThrow('set BASE_URL');
  });

  it('of a plugin need the capability, and its own transactions', async () => {
    await setUp();
    const railOf = (capabilities: { name: 'mail'; why: string }[]) => mailContribution(mailer)(openTestScope({ id: 'tags', manifest: { capabilities } })).mail;
    const undeclared = railOf([]);
    const sentence = 'Add to "capabilities" in its manifest: { "name": "mail", "why": "..." }';
    await expect(undeclared.send(message)).rejects.toThrow(sentence);
    await expect(undeclared.ready()).rejects.toThrow(sentence);
    expect(() => undeclared.link('/')).toThrow(sentence);
    const declared = railOf([{ name: 'mail', why: 'Tells of new tags.' }]);
    const { db } = databaseContribution(test.database)({ plugin: { id: 'tags' } });
    await db.transaction((tx) => declared.send(message, { tx, key: 'one' }));
    await declared.send(message, { key: 'one' });
    await expect(declared.send(message, { tx: db })).rejects.toThrow('that is not one of rail.db.transaction');
    expect([await declared.ready(), declared.link('/x')]).toEqual([true, 'https://photos.example.org/x']);
    await run();
    expect(smtp.received).toHaveLength(1);
  });
});
