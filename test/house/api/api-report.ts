import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Extractor, ExtractorConfig, type ExtractorMessage } from '@microsoft/api-extractor';
import { apiVersion } from '../../../sdk/src/index.ts';

export interface ApiReport {
  readonly text: string;
  /** What would make the report incomplete, such as a type that is used but not exported. */
  readonly faults: readonly string[];
}

const sdk = resolve('sdk');
/** What it says of a missing docstring or release tag is no business of the API's shape. */
const ofNoConcern = new Set(['ae-missing-release-tag', 'ae-undocumented']);

const noted = ({ category, messageId }: ExtractorMessage): boolean => category !== 'console' && !ofNoConcern.has(messageId);

/** The API of the SDK as it was built last: what a plugin can name, without the words about it. */
export function apiReport(): ApiReport {
  const folder = mkdtempSync(join(tmpdir(), 'picturerail-api-'));
  const faults: string[] = [];
  try {
    Extractor.invoke(configFor(folder), {
      messageCallback: (message) => {
        if (noted(message)) faults.push(`${message.messageId}: ${message.text}`);
        message.handled = true;
      },
    });
    return { text: titled(readFileSync(join(folder, 'sdk.api.md'), 'utf8')), faults };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Docstrings come and go without a new version, so their traces are left out. */
function titled(report: string): string {
  const code = /```ts\n([\s\S]*)```/.exec(report)?.[1] ?? '';
  const shape = code.replaceAll(/^ *\/\/ (?:\(undocumented\)|@public|\(No @packageDocumentation).*\n/gm, '').trim();
  return `# The API of @picturerail/sdk ${apiVersion}

Made from the built SDK by \`npm run docs\`. A change here is a change for every plugin: it comes with a new version and a
line in \`sdk/CHANGELOG.md\`.

\`\`\`ts
${shape}
\`\`\`
`;
}

function configFor(folder: string): ExtractorConfig {
  const compilerOptions = { module: 'nodenext', moduleResolution: 'nodenext', target: 'es2023', types: ['node'], strict: true };
  const entry = join(sdk, 'dist/index.d.ts');
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(sdk, 'package.json'),
    configObject: {
      projectFolder: sdk,
      mainEntryPointFilePath: entry,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [entry] } },
      apiReport: { enabled: true, reportFolder: join(folder, 'last'), reportTempFolder: folder, reportFileName: 'sdk' },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
  });
}
