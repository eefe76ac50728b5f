import type { Answer, Client } from '@picturerail/testing';

export interface Sent {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** The page that the form stands on. */
  readonly from: string;
  /** Instead of the page's own. */
  readonly token?: string;
  /** As browsers never do: the file before the fields. */
  readonly fileFirst?: boolean;
}

/** Sends a file by the form of a page, as browsers do. */
export async function sendFile(client: Client, { bytes, name, from, token, fileFirst = false }: Sent): Promise<Answer> {
  const page = await client.get(from);
  const fields = new FormData();
  const file = () => fields.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  if (fileFirst) file();
  fields.append('_csrf', token ?? (/name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] as string));
  fields.append('of', from.slice('/admin/'.length));
  fields.append('change', 'upload');
  if (!fileFirst) file();
  const body = new Response(fields);
  return client.request('POST', '/admin/packages', {
    headers: { 'content-type': body.headers.get('content-type') as string, 'sec-fetch-site': 'same-origin' },
    body: new Uint8Array(await body.arrayBuffer()),
  });
}
