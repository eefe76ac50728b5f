import { testServers } from '@picturerail/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chance, chance } from './bench/fill/chance.ts';
import { eventually } from './eventually.ts';
import { arrange, type Exhibits } from './kills/arrange.ts';
import { type Deed, deedOn, importOf, picturesOfARoll, trashAndPurge } from './kills/deeds.ts';
import { type DoomedGallery, openDoomedGallery } from './kills/doomed-gallery.ts';
import { expectDone, expectWhole } from './kills/expect-whole.ts';
import { momentOf, purging } from './kills/moments.ts';
import { type Readers, startReaders } from './kills/readers.ts';
import { pickVictim } from './kills/victims.ts';
import { tell } from './soak/told.ts';

/** On each database. */
const kills = Number(process.env.KILLS ?? 4);
/** Another one kills others at other moments. */
const seed = Number(process.env.KILL ?? 1);
const settleEvery = 10;

describe.each(testServers())('a gallery whose processes are killed, on $name', ({ name, server }) => {
  let doomed: DoomedGallery;
  let exhibits: Exhibits;
  let readers: Readers;
  const rolls: { readonly deed: Deed; readonly number: number }[] = [];
  const stories: string[] = [];
  const soFar = () => stories.slice(-settleEvery).join('\n');

  beforeAll(async () => {
    doomed = await openDoomedGallery(server);
    exhibits = await arrange(doomed);
    await doomed.ensure();
    readers = startReaders(doomed.url, exhibits.pages, exhibits.marks);
  }, 180_000);
  afterAll(async () => {
    await readers?.stop();
    await doomed?.remove();
  });

  it(`loses nothing, shows nothing that is shut, and does nothing twice, ${kills} times`, { timeout: 1_800_000 }, async () => {
    const dice = chance(seed);
    for (let number = 1; number <= kills; number += 1) {
      // Rare at random, and over in a moment.
      if (number % settleEvery === 1) await killPurge(number);
      else await killOnce(dice, number);
      if (number % settleEvery === 0 || number === kills) await settle();
    }
    expect(await readers.stop(), stories.join('\n')).toEqual([]);
    expect(readers.asked()).toBeGreaterThan(kills);
    tell(`${name}: ${kills} processes killed while ${readers.asked().toLocaleString('en')} pages and files were asked for.`);
  });

  async function deedOf(dice: Chance, number: number): Promise<Deed> {
    const deed = dice.of(0.6) ? await deedOn(doomed.house, exhibits.wings, { dice, number }) : null;
    if (deed !== null) return deed;
    const roll = await importOf(doomed.sources, number);
    rolls.push({ deed: roll, number });
    return roll;
  }

  async function killOnce(dice: Chance, number: number): Promise<void> {
    const deed = await deedOf(dice, number);
    const moment = momentOf('verb' in deed.command ? 'album' : 'import', dice);
    const doing = doomed.do(deed);
    await doing.begun;
    await moment.come(doing, doomed.house);
    const victim = await pickVictim(doomed, doing, dice);
    stories.push(`${number}: ${deed.story}; ${victim.what} killed ${moment.story}`);
    readers.shaken = victim.serves;
    await victim.kill();
    const { code, text } = await doing.over;
    await doomed.ensure();
    readers.shaken = false;
    if (code === null) return;
    expect(code, `${text}\n${soFar()}`).toBe(0);
    if (deed.hides !== undefined) expect((await fetch(`${doomed.url}/albums/${deed.hides}`)).status, soFar()).toBe(404);
  }

  async function killPurge(number: number): Promise<void> {
    const deeds = await trashAndPurge(doomed.house, exhibits.wings);
    if (deeds === null) return;
    const [trash, purge] = deeds;
    const { code, text } = await doomed.do(trash).over;
    expect(code, text).toBe(0);
    await eventually(async () => ((await doomed.house.database.read.get('SELECT id FROM access_changes LIMIT 1')) === undefined ? true : null));
    const doing = doomed.do(purge);
    await doing.begun;
    await purging.come(doing, doomed.house);
    doing.kill();
    const { code: killed, text: said } = await doing.over;
    expect(killed, `${said}\n${soFar()}`).toBeNull();
    stories.push(`${number}: ${purge.story}; who did it was killed ${purging.story}`);
  }

  /** People run an import again that was cut off. */
  async function settle(): Promise<void> {
    readers.shaken = true;
    await doomed.pullPlug();
    for (const { deed } of rolls) await expectDone(doomed, deed.command as readonly string[], soFar());
    await expectWhole(doomed, soFar());
    const counted = await doomed.house.database.read.all<{ images: number; placements: number }>(
      "SELECT COUNT(DISTINCT i.id) AS images, COUNT(*) AS placements FROM images i JOIN album_images a ON a.image_id = i.id WHERE i.file_name LIKE 'roll-%'",
    );
    const expected = rolls.length * picturesOfARoll;
    expect(counted, soFar()).toEqual([{ images: expected, placements: expected }]);
    await doomed.ensure();
    readers.shaken = false;
  }
});
