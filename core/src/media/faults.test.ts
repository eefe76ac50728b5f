import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../database/testing.ts';
import { damaged } from './errors.ts';
import { createFaults, type Faults } from './faults.ts';
import { quietLog } from './testing.ts';

describe.each(testDatabases())('pictures that cannot be decoded, on $name', (kind) => {
  let opened: TestDatabase;
  let faults: Faults;
  let now = 1_000_000;
  const error = damaged('JPEG', 'it ends before the picture does');
  const image = { id: 7, version: 1 };

  beforeAll(async () => {
    opened = await kind.open();
    faults = createFaults({ database: opened.database, log: quietLog, clock: () => now });
  });
  afterAll(() => opened.drop());

  it('are tried three times, ever later, and then not any more', async () => {
    expect(await faults.of(image)).toBeUndefined();
    for (const waitMs of [600_000, 3_600_000]) {
      await faults.note(image, error);
      now += waitMs - 1;
      expect(await faults.of(image)).toMatchObject({ code: 'media-damaged', message: error.message });
      now += 1;
      expect(await faults.of(image)).toBeUndefined();
    }
    await faults.note(image, error);
    now += 1e12;
    expect(await faults.of(image)).toMatchObject({ code: 'media-damaged' });
  });

  it('may be tried where another version came, or one could be decoded after all', async () => {
    expect(await faults.of({ id: 7, version: 2 })).toBeUndefined();
    await faults.note({ id: 7, version: 2 }, error);
    now += 600_000;
    expect(await faults.of({ id: 7, version: 2 })).toBeUndefined();
    await faults.note({ id: 8, version: 1 }, error);
    await faults.clear(8);
    expect(await faults.of({ id: 8, version: 1 })).toBeUndefined();
  });
});
