// Begins a backup or a restore as a process of its own and kills itself at a given stage, for a test that looks at what is
// left: `cut-off.mjs backup|restore <folder> <stage>`.
import { backup, config, openHouse, processes } from '@picturerail/core';

const [verb, folder, stage] = process.argv.slice(2);
const read = config.readConfig();
const progress = (at, done) => {
  if (at === stage && done > 0) process.kill(process.pid, 'SIGKILL');
};
if (verb === 'restore') await backup.restoreBackup(read, folder, progress);
else await backup.backUp(await openHouse(read, 'command', processes.createLog('error', { stderr: true })), { folder, progress });
