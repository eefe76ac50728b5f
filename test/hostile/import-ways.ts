import { testServers } from '@picturerail/testing';

/** Both ways to import a folder, on each database. */
export const importWays = () =>
  testServers().flatMap(({ name, server }) => [
    { name, server, way: 'by copying', inPlace: false },
    { name, server, way: 'in place', inPlace: true },
  ]);
