import { describe, expect, it } from 'vitest';
import { parseKohaUrl } from '../../device/drivers/koha/koha-address.ts';

describe('the address of a Koha', () => {
  it.each([
    ['https://koha.example.org', 'https://koha.example.org'],
    ['https://koha.example.org/', 'https://koha.example.org'],
    ['https://Koha.Example.org:8443/bibliotek//', 'https://koha.example.org:8443/bibliotek'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.8.8.8/', 'http://127.8.8.8'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('%s is taken as %s', (text, root) => {
    expect(parseKohaUrl(text)).toEqual({ ok: true, value: root });
  });

  it.each([
    'http://koha.example.org',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::]',
    'http://[::ffff:10.0.0.1]',
  ])('%s would carry PINs in clear', (text) => {
    expect(parseKohaUrl(text)).toMatchObject({ ok: false, error: { code: 'koha-url-not-https' } });
  });

  it.each([
    '',
    'koha.example.org',
    'ftp://koha.example.org',
    'file:///etc/passwd',
    'https://',
    'https://box:secret@koha.example.org',
    'http://127.0.0.1@koha.example.org',
    'https://koha.example.org/?q=1',
    'https://koha.example.org/#top',
  ])('%j is none', (text) => {
    expect(parseKohaUrl(text)).toMatchObject({ ok: false, error: { code: 'koha-url-malformed' } });
  });
});
