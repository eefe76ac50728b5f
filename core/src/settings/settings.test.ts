import { randomBytes } from 'node:crypto';
import type { Log } from '@picturerail/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRevisions } from '#database';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { createSettings, type Settings } from './settings.ts';
import type { SettingsSchema } from './settings-schema.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const key = randomBytes(32);

const watermark: SettingsSchema = {
  type: 'object',
  properties: {
    mark: {
      type: 'object',
      properties: { text: { type: 'string' }, opacity: { type: 'number', minimum: 0, maximum: 1 } },
      additionalProperties: false,
      default: { text: '', opacity: 0.5 },
      scopes: ['gallery', 'group', 'album'],
    },
    places: { type: 'array', items: { enum: ['top', 'bottom'] }, default: ['bottom'], scopes: ['gallery', 'album'] },
    licence: { type: 'string' },
    apiKey: { type: 'string', minLength: 8, writeOnly: true },
  },
};

describe.each(testDatabases())('settings on $name', ({ open }) => {
  let test: TestDatabase;
  let settings: Settings;
  const process = (log = silent, secret: Uint8Array = key): Settings => {
    const made = createSettings({ database: test.database, key: secret, log });
    made.define('watermark', watermark);
    return made;
  };

  beforeAll(async () => {
    test = await open();
  });
  beforeEach(async () => {
    await test.database.transaction((tx) => tx.run('DELETE FROM settings'));
    settings = process();
  });
  afterAll(() => test.drop());

  it('gives the defaults of the core where nobody set anything', async () => {
    const core = await settings.core();
    expect(core).toMatchObject({ galleryName: 'Picturerail', language: 'en', theme: 'atelier', format: 'jpeg', imagesPerPage: 60, publicMaxAge: 3600 });
    expect(core.sizes.map(({ name, edge, fit }) => `${name} ${edge} ${fit}`)).toEqual([
      'square 240 square',
      ...[320, 480, 720, 1080, 1600, 2400].map((edge) => `${edge} ${edge} inside`),
    ]);
  });

  it('keeps what was set, also for another process, until it is unset', async () => {
    await settings.set('core', 'gallery', { galleryName: 'Le musée', imagesPerPage: 30 });
    expect(await process().core()).toMatchObject({ galleryName: 'Le musée', imagesPerPage: 30 });
    await settings.set('core', 'gallery', { imagesPerPage: null });
    expect(await settings.core()).toMatchObject({ galleryName: 'Le musée', imagesPerPage: 60 });
  });

  it('asks the database once and not again while the revision stands', async () => {
    await settings.core();
    const before = test.database.stats().queries;
    for (let time = 0; time < 5; time += 1) await settings.core();
    expect(test.database.stats().queries).toBe(before);
  });

  it('learns of a change in another process by the revision, and not from an older one', async () => {
    const other = process();
    await other.core();
    await settings.set('core', 'gallery', { galleryName: 'New' });
    expect((await other.core()).galleryName).toBe('Picturerail');
    const { settings: revision } = await readRevisions(test.database.read);
    other.sync(revision - 1);
    expect((await other.core()).galleryName).toBe('Picturerail');
    other.sync(revision);
    expect((await other.core()).galleryName).toBe('New');
  });

  it('a process without requests learns of it by refreshing', async () => {
    const other = process();
    await other.core();
    await settings.set('core', 'gallery', { galleryName: 'New' });
    await other.refresh();
    expect((await other.core()).galleryName).toBe('New');
  });

  it('tells listeners of the owner that changed, in each process, and no others', async () => {
    const told: string[] = [];
    const heard = (settingsOf: Settings, owner: string, name: string) =>
      new Promise<void>((resolve) => {
        settingsOf.changed(owner, () => {
          told.push(name);
          resolve();
        });
      });
    const other = process();
    await Promise.all([settings.core(), other.core()]);
    void heard(settings, 'core', 'core here');
    const both = [heard(settings, 'watermark', 'here'), heard(other, 'watermark', 'there')];
    await settings.set('watermark', 'gallery', { licence: 'CC0' });
    await other.refresh();
    await Promise.all(both);
    expect(told.toSorted()).toEqual(['here', 'there']);
  });

  it('a listener that fails keeps no other from hearing', async () => {
    await settings.core();
    settings.changed('watermark', () => {
      throw new Error('no');
    });
    const second = new Promise<void>((resolve) => {
      settings.changed('watermark', resolve);
    });
    await settings.set('watermark', 'gallery', { licence: 'CC0' });
    await second;
  });

  it('later scopes win, objects merge by key, lists are replaced', async () => {
    await settings.set('watermark', 'gallery', { mark: { text: '© Ana' } });
    await settings.set('watermark', 'group:3', { mark: { opacity: 0.2 } });
    await settings.set('watermark', 'album:7', { mark: { text: 'proof' }, places: ['top'] });
    const values = (...scopes: Parameters<Settings['get']>[1] & {}) => settings.get('watermark', scopes);
    expect(await values()).toMatchObject({ mark: { text: '© Ana', opacity: 0.5 }, places: ['bottom'] });
    expect(await values('gallery', 'group:3')).toMatchObject({ mark: { text: '© Ana', opacity: 0.2 } });
    expect(await values('group:3', 'album:7', 'album:8', 'image:1')).toMatchObject({ mark: { text: 'proof', opacity: 0.2 }, places: ['top'] });
  });

  it('explains where each value comes from', async () => {
    await settings.set('watermark', 'gallery', { mark: { text: 'a' } });
    await settings.set('watermark', 'album:7', { mark: { opacity: 1 } });
    const [mark, places] = await settings.explain('watermark', ['album:7']);
    expect(mark).toEqual({
      name: 'mark',
      value: { text: 'a', opacity: 1 },
      secret: false,
      isSet: true,
      from: 'album:7',
      layers: [
        { scope: 'default', value: { text: '', opacity: 0.5 } },
        { scope: 'gallery', value: { text: 'a' } },
        { scope: 'album:7', value: { opacity: 1 } },
      ],
    });
    expect(places).toMatchObject({ from: 'default', isSet: false });
  });

  it('refuses what does not fit, with a sentence, and changes nothing of the same patch', async () => {
    const refused = (patch: object, sentence: string) => expect(settings.set('core', 'gallery', patch as never)).rejects.toThrow(sentence);
    await refused({ imagesPerPag: 5 }, '"core" has no setting "imagesPerPag". Did you mean "imagesPerPage"?');
    await refused({ galleryName: 'x', imagesPerPage: 0 }, 'The setting "imagesPerPage" of "core" was not changed: 0 is too small; the least is 1.');
    await refused({ format: 'jpg' }, '"jpg" is not one of "jpeg", "webp"; did you mean "jpeg"?');
    await refused({ galleryName: 7 }, '7 is not a text');
    await refused({ sizes: [{ name: 'a', edge: 'wide', fit: 'inside' }, {}] }, '[0].edge: "wide" is not a whole number');
    await refused({ sizes: [{ name: 'a', edge: 100, fits: 'inside' }, {}] }, 'did you mean "fit"?');
    await expect(settings.set('cor', 'gallery', {})).rejects.toThrow('Did you mean "core"?');
    expect((await settings.core()).galleryName).toBe('Picturerail');
  });

  it('refuses sizes that pages cannot use', async () => {
    const square = { name: 'square', edge: 200, fit: 'square' };
    const inside = { name: '800', edge: 800, fit: 'inside' };
    const refused = (sizes: object[], sentence: string) => expect(settings.set('core', 'gallery', { sizes } as never)).rejects.toThrow(sentence);
    await refused([square, inside, inside], 'the name "800" stands twice');
    await refused([inside, { ...inside, name: '900' }], 'there must be one named "square"');
    await refused([square, { ...square, name: 'other' }], 'whose "fit" is "inside"');
    await refused([square, inside, { ...inside, name: 'original' }], '"original" is the name of what was uploaded');
    await settings.set('core', 'gallery', { sizes: [square, inside] } as never);
    expect((await settings.core()).sizes).toHaveLength(2);
  });

  it('refuses a scope that the setting does not declare, and what is no scope', async () => {
    await expect(settings.set('watermark', 'album:1', { licence: 'x' })).rejects.toThrow('cannot be set for "album:1"; it can be for "gallery"');
    await expect(settings.set('watermark', 'image:1', { mark: {} })).rejects.toThrow('cannot be set for "image:1"');
    await expect(settings.set('watermark', 'album:x' as never, { mark: {} })).rejects.toThrow('"album:x" is not a scope');
  });

  it('encrypts secrets, gives them to their owner and shows them to nobody', async () => {
    await settings.set('watermark', 'gallery', { apiKey: 'sk-very-secret' });
    const rows = await test.database.read.all<{ value: string }>('SELECT value FROM settings WHERE name = ?', ['apiKey']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.value).toMatch(/^v1\./);
    expect(rows[0]?.value).not.toContain('secret');
    expect(await process().get('watermark')).toMatchObject({ apiKey: 'sk-very-secret' });
    const explained = (await settings.explain('watermark')).find(({ name }) => name === 'apiKey');
    expect(explained).toEqual({
      name: 'apiKey',
      value: undefined,
      secret: true,
      isSet: true,
      from: 'gallery',
      layers: [{ scope: 'gallery', value: undefined }],
    });
  });

  it('does not quote a secret that does not fit', async () => {
    const refused = await settings.set('watermark', 'gallery', { apiKey: 'hunter2' }).catch((error: Error) => error.message);
    expect(refused).toMatch(/^The setting "apiKey" of "watermark" was not changed: the secret must NOT have fewer than 8/);
    expect(refused).not.toContain('hunter2');
    expect(() => settings.parse('watermark', 'apiKey', 'hunter2')).toThrow(/^((?!hunter2).)*$/);
  });

  it('a secret opens neither with another key nor in another place, and the log says so', async () => {
    const lines: unknown[] = [];
    const log = { ...silent, error: (message: string, data?: object) => void lines.push([message, data]) };
    await settings.set('watermark', 'gallery', { apiKey: 'sk-very-secret' });
    expect(await process(log, randomBytes(32)).get('watermark')).not.toHaveProperty('apiKey');
    expect(JSON.stringify(lines)).toContain('SECRET_KEY');
    const moved: SettingsSchema = { type: 'object', properties: { apiKey: { type: 'string', writeOnly: true } } };
    settings.define('thief', moved);
    await test.database.transaction((tx) => tx.run("UPDATE settings SET owner = 'thief' WHERE name = 'apiKey'"));
    expect(await settings.get('thief')).toEqual({});
  });

  it('passes over stored values that a new version of the schema refuses', async () => {
    await settings.set('watermark', 'gallery', { licence: 'CC0', places: ['top'] });
    const newer = createSettings({ database: test.database, key, log: silent });
    newer.define('watermark', {
      type: 'object',
      properties: { licence: { type: 'integer', default: 4 }, places: watermark.properties?.['places' as never] ?? null },
    });
    expect(await newer.get('watermark')).toEqual({ licence: 4, places: ['top'] });
  });

  it('reads a value of the command line by the schema', () => {
    expect(settings.parse('core', 'galleryName', '2026')).toBe('2026');
    expect(settings.parse('core', 'imagesPerPage', '30')).toBe(30);
    expect(settings.parse('core', 'accelRedirect', 'true')).toBe(true);
    expect(settings.parse('watermark', 'places', '["top"]')).toEqual(['top']);
    expect(() => settings.parse('core', 'imagesPerPage', 'many')).toThrow('"many" is not a whole number');
  });

  it('refuses a schema with a default that does not fit, an unknown scope or an unknown keyword', () => {
    const refused = (property: object, sentence: string) =>
      expect(() => settings.define('bad', { type: 'object', properties: { one: property as never } })).toThrow(sentence);
    refused({ type: 'integer', default: 'x' }, 'The settings of "bad" are declared wrongly: the default of "one" does not fit: "x" is not a whole number.');
    refused({ type: 'integer', scopes: ['galery'] }, '"one" names the scope "galery"');
    refused({ type: 'integer', minimun: 3 }, 'minimun');
    expect(() => settings.define('bad', { type: 'string' })).toThrow('"type": "object"');
  });

  it('forgets an owner that goes for good, and knows none whose declaration went', async () => {
    await settings.set('watermark', 'gallery', { licence: 'CC0' });
    await settings.forget('watermark');
    expect(await settings.get('watermark')).not.toHaveProperty('licence');
    const undefine = settings.define('passing', { type: 'object', properties: {} });
    undefine();
    await expect(settings.get('passing')).rejects.toThrow('Nobody called "passing"');
  });

  it('a change that is rolled back is seen by nobody', async () => {
    await settings.core();
    const change = test.database.transaction(async (tx) => {
      await settings.setIn(tx, 'core', 'gallery', { galleryName: 'Never' });
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    await settings.refresh();
    expect((await settings.core()).galleryName).toBe('Picturerail');
  });
});
