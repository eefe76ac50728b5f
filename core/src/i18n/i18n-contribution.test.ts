import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rail } from '@picturerail/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PluginScope } from '#kernel';
import { i18nContribution } from './i18n-contribution.ts';
import { createTexts } from './texts.ts';

describe('rail.i18n', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'picturerail-plugin-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('speaks with the texts of the plugin’s own folder, falls back, and is silent when the plugin goes', () => {
    mkdirSync(join(dir, 'words'));
    writeFileSync(join(dir, 'words', 'en.json'), JSON.stringify({ camera: 'Camera', frames_one: '{count} frame', frames_other: '{count} frames' }));
    writeFileSync(join(dir, 'words', 'de.json'), JSON.stringify({ camera: 'Kamera' }));
    const undo: (() => void)[] = [];
    const scope = { plugin: { id: 'metadata', version: '1.0.0', dir }, manifest: { locales: './words' }, onDispose: (run: () => void) => void undo.push(run) };
    const texts = createTexts();
    const { i18n }: Pick<Rail, 'i18n'> = i18nContribution(texts)(scope as unknown as PluginScope);
    expect(i18n.t('de-AT', 'camera')).toBe('Kamera');
    expect(i18n.t('de', 'frames', { count: 2 })).toBe('2 frames');
    expect(i18n.t('de', 'status.webmaster')).toBe('status.webmaster');
    for (const run of undo) run();
    expect(i18n.t('de', 'camera')).toBe('camera');
  });
});
