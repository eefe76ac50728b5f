import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestScope } from '../kernel/testing.ts';
import { i18nContribution } from './i18n-contribution.ts';
import { createTexts, type Texts } from './texts.ts';

describe('rail.i18n', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'picturerail-plugin-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const words = (folder: string, texts: Record<string, Record<string, string>>) => {
    mkdirSync(join(dir, folder), { recursive: true });
    for (const [language, own] of Object.entries(texts)) writeFileSync(join(dir, folder, `${language}.json`), JSON.stringify(own));
  };
  const setUp = (texts: Texts, locales: string) => {
    const scope = openTestScope({ id: 'metadata', dir, manifest: { locales } });
    return { scope, i18n: i18nContribution(texts)(scope).i18n };
  };

  it('speaks with the texts of the plugin’s own folder, falls back, and nobody finds them when the plugin goes', async () => {
    words('words', { en: { camera: 'Camera', frames_one: '{count} frame', frames_other: '{count} frames' }, de: { camera: 'Kamera' } });
    const texts = createTexts();
    const { scope, i18n } = setUp(texts, './words');
    scope.commit();
    expect(i18n.t('de-AT', 'camera')).toBe('Kamera');
    expect(i18n.t('de', 'frames', { count: 2 })).toBe('2 frames');
    expect(i18n.t('de', 'status.webmaster')).toBe('status.webmaster');
    expect(texts.label('metadata', 'de', '%camera%')).toBe('Kamera');
    await scope.dispose();
    expect(texts.find('metadata', 'de', 'camera')).toBeUndefined();
  });

  it('keeps two versions apart: the new one speaks to itself in setup, and to others when it is in force', async () => {
    words('old', { en: { camera: 'Camera' } });
    words('new', { en: { camera: 'Camera body' } });
    const texts = createTexts();
    const old = setUp(texts, './old');
    old.scope.commit();
    const next = setUp(texts, './new');
    expect([old.i18n.t('en', 'camera'), next.i18n.t('en', 'camera'), texts.t('metadata', 'en', 'camera')]).toEqual(['Camera', 'Camera body', 'Camera']);
    const failing = setUp(texts, './new');
    await failing.scope.dispose();
    expect(texts.t('metadata', 'en', 'camera')).toBe('Camera');
    await old.scope.dispose();
    next.scope.commit();
    expect([old.i18n.t('en', 'camera'), texts.t('metadata', 'en', 'camera')]).toEqual(['Camera', 'Camera body']);
  });
});
