import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

export interface Nginx {
  /** In front of the gallery, sending the files it is told to. */
  readonly sending: string;
  /** In front of the same gallery, sending nothing in their place. */
  readonly checking: string;
  stop(): Promise<void>;
}

/** A real nginx in front of a gallery; null where there is none on this machine. */
export async function startNginx(gallery: string, derivatives: string): Promise<Nginx | null> {
  if (!isInstalled()) return null;
  const folder = await mkdtemp(join(tmpdir(), 'picturerail-bench-nginx-'));
  const [sending, checking] = [await freePort(), await freePort()];
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration({ folder, gallery, derivatives, sending, checking }));
  const child = spawn('nginx', ['-c', file, '-p', folder, '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const urls = { sending: `http://127.0.0.1:${sending}`, checking: `http://127.0.0.1:${checking}` };
  await answering(urls.sending, child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { ...urls, stop };
}

interface Served {
  readonly folder: string;
  readonly gallery: string;
  readonly derivatives: string;
  readonly sending: number;
  readonly checking: number;
}

/** As the README has it, once with the files and once without. */
function configuration({ folder, gallery, derivatives, sending, checking }: Served): string {
  const server = (port: number, files: string) => `
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://gallery;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
    }
    location /_derivatives/ { internal; ${files} }
  }`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ');
  return `daemon off; worker_processes 1; pid ${join(folder, 'nginx.pid')}; user ${process.env.USER ?? 'root'};
events { worker_connections 256; }
http {
  access_log off; sendfile on; types { image/jpeg jpg; } ${temporary}
  upstream gallery { server ${new URL(gallery).host}; keepalive 16; }
${server(sending, `alias ${derivatives}/;`)}
${server(checking, 'return 200;')}
}
`;
}

function isInstalled(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until && child.exitCode === null; await delay(50)) {
    if (await fetch(url).then(Boolean, () => false)) return;
  }
  throw new Error('nginx did not come up; its words stand above.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
