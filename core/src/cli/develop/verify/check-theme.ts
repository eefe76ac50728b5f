import type { Finding } from './finding.ts';
import { marker } from './neighbours.ts';
import { broken, look, pathsOf } from './pages.ts';
import type { Stage } from './stage.ts';

/** The gallery can be shown in it, and the slots it promises are there. */
export async function checkTheme(stage: Stage): Promise<Finding[]> {
  const { house, original } = stage;
  try {
    house.theme.use(original.id);
  } catch (error) {
    return [{ check: 'start', problem: (error as Error).message, fix: 'Mend the template that it names.' }];
  }
  await house.settings.set('core', 'gallery', { theme: original.id });
  const paths = [...pathsOf(stage), '/account/sign-in', '/nothing-here'];
  const all = async () => [...(await look(stage, paths)), ...(await look(stage, ['/account'], 'webmaster'))];
  const gone = broken(await all());
  await stage.activate(marker);
  const shown = (await all()).map(({ text }) => text).join('');
  await stage.deactivate(marker);
  const missing = (original.manifest.slots ?? []).filter((slot) => !shown.includes(`<!--${slot}-->`));
  return [
    ...gone.map<Finding>((path) => ({
      check: 'pages',
      problem: `The page ${path} cannot be shown in it.`,
      fix: 'LOG_LEVEL=error names the template and the line.',
    })),
    ...missing.map<Finding>((slot) => ({
      check: 'pages',
      problem: `The manifest promises the slot "${slot}", and no page has it.`,
      fix: `Write {{ slot('${slot}') }} where it belongs, or take it out of "slots".`,
    })),
  ];
}
