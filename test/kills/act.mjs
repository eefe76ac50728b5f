// Does one thing with albums as a process of its own, for a test that kills it meanwhile: `act.mjs <verb> <JSON of the arguments>`.
// What no command does yet is done by the use case; it says "acting" when it begins.
import { config, gallery, openHouse, processes } from '@picturerail/core';

const [verb, words = '[]'] = process.argv.slice(2);
const verbs = {
  rename: gallery.renameAlbum,
  move: gallery.moveAlbum,
  access: gallery.setAlbumAccess,
  trash: gallery.trashAlbum,
  restore: gallery.restoreAlbum,
  purge: gallery.purgeAlbum,
};
const house = await openHouse(config.readConfig(), 'command', processes.createLog('error', { stderr: true }));
// One image or album a step: albums of a few pictures are worked through in as many transactions as large ones.
const steps = { size: () => 1, took: () => {}, latestMs: 0 };
process.stdout.write('acting\n');
await verbs[verb](Object.create(house.gallery, { steps: { value: steps } }), gallery.system, ...JSON.parse(words));
await house.close();
