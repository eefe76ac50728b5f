import { expect, test } from 'vitest';
import { smtpServer } from './smtp-server.ts';

test('the parts of the address say how the server is reached', () => {
  expect(smtpServer('smtps://mail.example.org')).toEqual({ host: 'mail.example.org', port: 465, secure: true, requireTLS: false, ignoreTLS: false });
  expect(smtpServer('smtp://mail.example.org')).toEqual({ host: 'mail.example.org', port: 587, secure: false, requireTLS: false, ignoreTLS: false });
  expect(smtpServer('smtp://[2001:db8::1]:25/')).toMatchObject({ host: '2001:db8::1', port: 25 });
  expect(smtpServer('smtps://ana%40example.org:p%2Fw%3A@mail.example.org:2465')).toMatchObject({
    port: 2465,
    auth: { user: 'ana@example.org', pass: 'p/w:' },
  });
});

test('a name and password never leave the machine unencrypted', () => {
  expect(smtpServer('smtp://ana:secret@mail.example.org')).toMatchObject({ secure: false, requireTLS: true });
  expect(smtpServer('smtp://ana:secret@127.0.0.1.example.org')).toMatchObject({ requireTLS: true });
  for (const own of ['127.0.0.1', 'localhost', '[::1]']) expect(smtpServer(`smtp://ana:secret@${own}`)).toMatchObject({ requireTLS: false, ignoreTLS: true });
});

test.each(['http://mail.example.org', 'mail.example.org', 'smtp://', 'smtp://ana:se%zzcret@mail.example.org', 'smtp://ana:secret@mail.example.org:99999'])(
  '"%s" is refused without being repeated',
  (url) => {
    const refused = () => smtpServer(url);
    expect(refused).toThrow('the setting "mail.smtpUrl" cannot be read');
    expect(refused).not.toThrow(/secret@|zzcret/);
  },
);
