// What systems put into folders, and nobody means.
const litter = /^(\.|thumbs\.db$|desktop\.ini$)/i;

/** Files of a drop with the folders they lay in, however deep. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, [], found);
  return found;
}

/** Files of a field or the clipboard; those of a folder say where they lay. */
export const chosenFiles = (files) =>
  [...files]
    .map((file) => ({ file, folders: (file.webkitRelativePath ?? '').split('/').slice(0, -1) }))
    .filter(({ file, folders }) => folders.length === 0 || !litter.test(file.name));

async function walk(entry, folders, found) {
  if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    if (file && (folders.length === 0 || !litter.test(file.name))) found.push({ file, folders });
    return;
  }
  const reader = entry.createReader();
  // Browsers give a hundred at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return;
    for (const one of some) await walk(one, [...folders, entry.name], found);
  }
}
