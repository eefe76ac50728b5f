import { ask, askKnown } from './ask.js';
import { createDigests } from './digests.js';
import { createRow } from './row.js';
import { sendFile } from './send-file.js';

const atOnce = 3;

/** Files on their way, some at a time; `changed` is called whenever there is something else to show. */
export function createQueue(settings, tools, changed) {
  const items = [];
  const digestOf = createDigests(settings.hasher);
  const { texts } = settings;
  let isPaused = false;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
  const show = (item, phase, kind, sentence, possible, url) => {
    item.phase = phase;
    item.row.say(kind, sentence, possible, url);
    changed();
  };
  const wait = (item) => show(item, 'waiting', 'quiet', texts.waiting, ['stop']);
  const refuse = (item, sentence, mayRetry = true) => show(item, 'refused', 'bad', sentence ?? texts.failed, mayRetry ? ['retry'] : []);

  const next = () => {
    const busy = items.filter(({ phase }) => phase === 'busy').length;
    if (isPaused) return;
    for (const item of items.filter(({ phase }) => phase === 'waiting').slice(0, atOnce - busy)) void run(item);
  };

  const end = (item, told) => {
    item.sent = item.file.size;
    item.row.progress(item.file.size);
    if (!told) refuse(item, texts.lost);
    else if (told.url) show(item, 'done', 'good', told.sentence, [], told.url);
    else refuse(item, told.sentence, told.outcome === 'failed' || told.outcome === undefined);
    next();
  };

  async function run(item) {
    const mine = {};
    item.run = mine;
    const isOver = () => item.run !== mine || item.phase === 'stopped';
    show(item, 'busy', 'busy', texts.reading, ['stop']);
    item.digest ??= await digestOf(item.file);
    if (isOver()) return;
    if (item.digest) {
      const known = await askKnown(settings, item);
      if (isOver()) return;
      if (known?.data?.outcome) return end(item, known.data);
      if (known && known.status >= 400) {
        refuse(item, known.status === 401 || known.status === 403 ? (known.data?.sentence ?? texts.signed_out) : known.data?.sentence);
        return next();
      }
    }
    if (isPaused || item.phase !== 'busy') return item.phase === 'busy' && wait(item);
    show(item, 'busy', 'busy', texts.sending, ['pause', 'stop']);
    item.sending = sendFile(item, settings, {
      progress: (sent) => {
        item.sent = sent;
        item.row.progress(sent);
        if (item.phase === 'busy') show(item, 'busy', 'busy', sent < item.file.size ? texts.sending : texts.arriving, ['pause', 'stop']);
      },
      waiting: () => item.phase === 'busy' && show(item, 'busy', 'busy', texts.retrying, ['pause', 'stop']),
      refused: (sentence, status) => {
        item.sending = null;
        refuse(item, sentence ?? (status === 401 || status === 403 ? texts.signed_out : null));
        next();
      },
      done: async (told, url) => {
        item.sending = null;
        end(item, told?.sentence ? told : (await ask(url))?.data);
      },
    });
  }

  const acts = {
    pause: (item) => {
      item.sending?.pause();
      show(item, 'paused', 'quiet', texts.paused, ['go_on', 'stop']);
      next();
    },
    go_on: (item) => {
      if (!item.sending) return retry(item);
      show(item, 'busy', 'busy', texts.sending, ['pause', 'stop']);
      item.sending.goOn();
    },
    stop: (item) => {
      void item.sending?.stop();
      item.sending = null;
      item.run = null;
      show(item, 'stopped', 'quiet', texts.stopped, ['retry']);
      next();
    },
    retry,
  };

  function retry(item) {
    wait(item);
    next();
  }

  const add = ({ file, folders }) => {
    const item = { file, folder: folders.join('/'), phase: 'waiting', sent: 0, digest: null, sending: null, run: null };
    item.row = createRow(item, { texts, bytes: tools.bytes }, (key) => acts[key](item));
    items.push(item);
    tools.list.append(item.row.line);
    if (file.size > settings.mostBytes) return refuse(item, fill(texts.too_large, { most: tools.bytes(settings.mostBytes) }), false);
    if (file.size === 0) return refuse(item, texts.empty, false);
    if (/^(text|audio|application)\//.test(file.type)) return refuse(item, texts.not_a_picture, false);
    wait(item);
  };

  return {
    add: (files) => {
      for (const one of files) add(one);
      next();
    },
    pauseAll: () => {
      isPaused = true;
      for (const item of items) if (item.phase === 'busy' && item.sending) acts.pause(item);
      changed();
    },
    goOnAll: () => {
      isPaused = false;
      for (const item of items) if (item.phase === 'paused') acts.go_on(item);
      next();
      changed();
    },
    retryAll: () => {
      for (const item of items) if (item.phase === 'refused' && item.file.size <= settings.mostBytes && item.sent < item.file.size) wait(item);
      next();
    },
    figures: () => {
      const counted = items.filter(({ phase }) => phase !== 'stopped');
      const of = (phase) => counted.filter((item) => item.phase === phase).length;
      return {
        files: counted.length,
        ended: of('done') + of('refused'),
        refused: of('refused'),
        busy: of('busy') + of('waiting') + of('paused') > 0,
        isPaused,
        bytes: counted.reduce((sum, { file }) => sum + file.size, 0),
        sent: counted.reduce((sum, { phase, file, sent }) => sum + (phase === 'done' || phase === 'refused' ? file.size : sent), 0),
      };
    },
  };
}
