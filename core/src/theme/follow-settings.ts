import type { Log } from '@picturerail/sdk';
import type { Texts } from '#i18n';
import type { Settings } from '#settings';
import type { Theme } from './theme.ts';

interface Followers {
  readonly settings: Settings;
  readonly theme: Theme;
  readonly texts: Pick<Texts, 'setGalleryLanguage'>;
  readonly log: Log;
  /** Then pages look as the default theme has them. */
  readonly safeMode?: boolean;
}

/** Pages look and speak as the settings say, now and after each change; a theme that cannot be used leaves the one in force. */
export async function followSettings({ settings, theme, texts, log, safeMode = false }: Followers): Promise<void> {
  const follow = async () => {
    const core = await settings.core();
    texts.setGalleryLanguage(core.language);
    if (safeMode) return;
    try {
      theme.use(core.theme);
    } catch (error) {
      log.error('The theme that the settings name is not used.', { theme: core.theme, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  settings.changed('core', follow);
  await follow();
}
