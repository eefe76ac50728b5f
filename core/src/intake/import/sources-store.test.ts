import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../../database/testing.ts';
import { beginRun, foldersAfter, markSeen, type NewSource, rememberSources, seeFolder, setFolderAlbum, sourcesBySize, sourcesOf } from './sources-store.ts';

describe.each(testDatabases())('what an import remembers, on $name', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.drop());
  afterEach(() =>
    test.database.transaction(async (tx) => {
      for (const table of ['import_sources', 'import_folders', 'import_roots']) await tx.run(`DELETE FROM ${table}`);
    }),
  );

  const begin = (path: string, intoAlbumId = 0) => test.database.transaction((tx) => beginRun(tx, { path: Buffer.from(path), intoAlbumId, now: 1 }));
  const see = (root: Awaited<ReturnType<typeof begin>>, path: string) => seeFolder(test.database, root, Buffer.from(path));
  const source = (folderId: number, name: Buffer | string): NewSource => ({
    folderId,
    name: Buffer.from(name as string),
    size: 10,
    mtime: 1_700_000_000_123,
    state: 'taken',
    sha256: 'ab'.repeat(32),
    headHash: null,
    imageId: 7,
    reason: null,
  });

  it('counts the runs of a root, and keeps roots apart that go into different albums', async () => {
    const { id, run } = await begin('/photos');
    expect(run).toBe(1);
    expect(await begin('/photos')).toEqual({ id, run: 2, originalRootId: null });
    expect((await begin('/photos', 12)).run).toBe(1);
  });

  it('knows which folders a run has not come across', async () => {
    const first = await begin('/photos');
    const a = await see(first, 'a');
    await see(first, 'b');
    const second = await begin('/photos');
    const b = await see(second, 'b');
    await test.database.transaction((tx) => markSeen(tx, second, [b.id]));
    // The first run, which still goes on, does not take that back.
    await test.database.transaction((tx) => markSeen(tx, first, [a.id, b.id]));
    expect(await foldersAfter(test.database.read, second.id, 0)).toMatchObject([
      { path: 'a', seenRun: 1 },
      { path: 'b', seenRun: 2 },
    ]);
    expect(await foldersAfter(test.database.read, second.id, a.id)).toMatchObject([{ path: 'b' }]);
  });

  it('finds files of a root by size, and by size and time', async () => {
    const root = await begin('/photos');
    const elsewhere = await begin('/elsewhere');
    const { id } = await see(root, 'a');
    const other = await see(elsewhere, 'a');
    const sources = [source(id, '1.jpg'), { ...source(id, '2.jpg'), mtime: 5 }, { ...source(id, '3.jpg'), size: 11 }, source(other.id, '4.jpg')];
    await test.database.transaction((tx) => rememberSources(tx, sources));
    const names = async (...asked: [number[], number[]]) =>
      (await sourcesBySize(test.database.read, root.id, ...asked)).map(({ name }) => Buffer.from(name).toString());
    expect((await names([10], [])).sort()).toEqual(['1.jpg', '2.jpg']);
    expect(await names([10, 11], [5])).toEqual(['2.jpg']);
  });

  it('keeps the album of a folder', async () => {
    const root = await begin('/photos');
    const { id, albumId } = await see(root, 'a');
    expect(albumId).toBeNull();
    await test.database.transaction((tx) => setFolderAlbum(tx, id, 31));
    expect((await see(root, 'a')).albumId).toBe(31);
  });

  it('tells names apart by their bytes: case, trailing spaces, forms of one letter, invalid text', async () => {
    const { id } = await see(await begin('/photos'), '');
    const names = ['a.jpg', 'A.jpg', 'a.jpg ', 'Caf\u00e9', 'Cafe\u0301', 'x\ny', '\u{1f305}'.repeat(63)].map((name) => Buffer.from(name));
    names.push(Buffer.from([0xe9, 0x2e, 0x6a]));
    await test.database.transaction((tx) =>
      rememberSources(
        tx,
        names.map((name) => source(id, name)),
      ),
    );
    await test.database.transaction((tx) => rememberSources(tx, [{ ...source(id, 'a.jpg'), size: 11 }]));
    const known = await sourcesOf(test.database.read, id);
    expect([...known.keys()].sort()).toEqual(names.map((name) => name.toString('hex')).sort());
    expect(known.get(Buffer.from('a.jpg').toString('hex'))).toMatchObject({ size: 11, mtime: 1_700_000_000_123, imageId: 7, state: 'taken' });
    expect(known.get(Buffer.from('A.jpg').toString('hex'))).toMatchObject({ size: 10 });
  });
});
