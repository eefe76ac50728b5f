import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Completes package-lock.json with the packages of other platforms (`@img/sharp-darwin-arm64` and the like). A registry
 * mirror that carries one platform only leaves them out, and `npm ci` then refuses the lock on every machine.
 */
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'netbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!found(path, name)) missing[`node_modules/${name}`] = platformPackage(name, version, entry);
  }
}
lock.packages = sorted({ ...lock.packages, ...missing });
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} packages of other platforms added to package-lock.json`);

/** Where Node would look: beside the package, then in each folder above. */
function found(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (!at) return false;
    if (!at.includes('/node_modules/')) at = '';
  }
}

function platformPackage(name, version, parent) {
  const words = name.split('/').pop().split(/[-.]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (words.includes('armv6') || words.includes('armhf')) cpu.push('arm');
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    ...(words.includes('musl') && { libc: ['musl'] }),
    ...((words.includes('gnu') || words.includes('gnueabihf')) && { libc: ['glibc'] }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
}
