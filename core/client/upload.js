import { defaultOptions } from 'tus-js-client';
import { chosenFiles, droppedFiles } from './upload/dropped-files.js';
import { createQueue } from './upload/queue.js';
import { fingerprintOf } from './upload/send-file.js';

// Sends files where the page's form would send them, but so that it can be interrupted. Whatever of the page it needs has a `data-upload`.
const at = (name) => document.querySelector(`[data-upload=${name}]`);
const [form, zone, files, folder, panel, list, total, figures, spoken, pause, albums] = [
  'form',
  'zone',
  'files',
  'folder',
  'panel',
  'list',
  'total',
  'figures',
  'spoken',
  'pause',
  'albums',
].map(at);
const settings = { ...JSON.parse(at('settings').textContent), csrf: form.elements._csrf.value };
const { texts, language } = settings;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
const number = new Intl.NumberFormat(language);
const percent = new Intl.NumberFormat(language, { style: 'percent' });

function bytes(size) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: step > 1 ? 1 : 0 }).format(
    size / 1000 ** step,
  );
}

const queue = createQueue(settings, { list, bytes }, () => later());
let timer = null;
let saidAt = 0;
const later = () => {
  if (timer === null) timer = setTimeout(show, 200);
};

function show() {
  timer = null;
  const { files: count, ended, refused, busy, isPaused, bytes: all, sent } = queue.figures();
  panel.hidden = list.children.length === 0;
  total.max = Math.max(1, all);
  total.value = sent;
  const values = {
    done: number.format(ended),
    total: number.format(count),
    refused: number.format(refused),
    percent: percent.format(all === 0 ? 1 : sent / all),
  };
  const sentence = fill(busy ? texts.progress : refused > 0 ? texts.some_refused : texts.all_done, values);
  figures.textContent = sentence;
  pause.hidden = !busy;
  pause.textContent = isPaused ? texts.go_on_all : texts.pause_all;
  // Often enough to know that it goes on, seldom enough to hear something else.
  if (!busy || Date.now() - saidAt > 15_000) {
    saidAt = Date.now();
    if (spoken.textContent !== sentence) spoken.textContent = sentence;
  }
}

const add = (found) => queue.add(found.map(({ file, folders }) => ({ file, folders: albums.checked ? folders : [] })));

form.dataset.script = 'on';
for (const one of document.querySelectorAll('[data-upload-script]')) one.hidden = false;
for (const one of document.querySelectorAll('[data-upload-plain]')) one.hidden = true;
for (const field of [files, folder]) {
  field.addEventListener('change', () => {
    add(chosenFiles(field.files));
    field.value = '';
  });
}
form.addEventListener('submit', (event) => event.preventDefault());
at('choose-folder').addEventListener('click', () => folder.click());
pause.addEventListener('click', () => (queue.figures().isPaused ? queue.goOnAll() : queue.pauseAll()));
addEventListener('online', () => queue.retryAll());
addEventListener('beforeunload', (event) => {
  if (queue.figures().busy) event.preventDefault();
});

addEventListener('dragover', (event) => {
  if (![...(event.dataTransfer?.types ?? [])].includes('Files')) return;
  event.preventDefault();
  zone.classList.add('over');
});
addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) zone.classList.remove('over');
});
addEventListener('drop', async (event) => {
  if (![...(event.dataTransfer?.types ?? [])].includes('Files')) return;
  event.preventDefault();
  zone.classList.remove('over');
  add(await droppedFiles(event.dataTransfer));
});
addEventListener('paste', (event) => {
  if (event.clipboardData?.files.length) add(chosenFiles(event.clipboardData.files));
});

// What an earlier visit left: browsers forget the files, not how far they were.
const left = (await defaultOptions.urlStorage.findAllUploads()).filter(({ urlStorageKey }) => urlStorageKey.includes(fingerprintOf(settings)));
if (left.length > 0) {
  at('left').hidden = false;
  at('left').textContent = fill(texts.left, {
    names: left
      .map(({ metadata }) => metadata.filename)
      .slice(0, 5)
      .join(', '),
    count: number.format(left.length),
  });
}
