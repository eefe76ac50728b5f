import { Upload } from 'tus-js-client';

// Below what web servers in front take at once, and little enough to be sent again where they hold it back until it is whole.
const partBytes = 8 * 2 ** 20;
const retryDelays = [0, 1000, 3000, 5000, 10_000];

/** True where the same may work in a moment: no connection, a server that starts again, a part that came too early. */
const passes = (status) => (status === 0 || status >= 500 ? status !== 507 : status === 409 || status === 423 || status === 429);

const statusOf = (error) => error.originalResponse?.getStatus() ?? 0;

export const fingerprintOf = ({ user, album }) => `picturerail ${user} ${album} `;

/**
 * Sends one file and says what became of it. `told` hears of progress and of waiting for the connection; `pause` and
 * `goOn` may be called at any time, `stop` also takes away what had arrived.
 */
export function sendFile({ file, folder, digest }, settings, told) {
  let timer = null;
  let isPaused = false;
  const upload = new Upload(file, {
    endpoint: settings.uploads,
    chunkSize: partBytes,
    retryDelays,
    headers: { 'X-CSRF-Token': settings.csrf },
    metadata: { album: String(settings.album), folder, filename: file.name, ...(digest ? { sha256: digest } : {}) },
    fingerprint: async () => `${fingerprintOf(settings)}${folder} ${file.name} ${file.size} ${file.lastModified}`,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => passes(statusOf(error)),
    onProgress: (sent) => told.progress(sent),
    onError: (error) => {
      if (!passes(statusOf(error))) return told.refused(sentenceOf(error), statusOf(error));
      told.waiting();
      timer = setTimeout(() => {
        if (!isPaused) upload.start();
      }, 10_000);
    },
    onSuccess: ({ lastResponse }) => told.done(parsed(lastResponse?.getBody()), upload.url),
  });
  const begin = async () => {
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    if (!isPaused) upload.start();
  };
  void begin();
  return {
    pause: () => {
      isPaused = true;
      clearTimeout(timer);
      void upload.abort();
    },
    goOn: () => {
      isPaused = false;
      upload.start();
    },
    stop: () => {
      isPaused = true;
      clearTimeout(timer);
      return upload.abort(true).catch(() => {});
    },
  };
}

function sentenceOf(error) {
  const answer = error.originalResponse;
  return answer?.getHeader('Content-Type')?.startsWith('text/plain') ? answer.getBody().trim() : null;
}

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
