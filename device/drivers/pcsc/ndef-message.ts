import type { NdefFault, NdefRecord } from '../../contract/ndef.ts';
import { err, ok, type Result } from '../../contract/result.ts';

/** NFC Forum NDEF 1.0, §3.2: the bits of a record's first byte. */
const FLAG = { begin: 0x80, end: 0x40, chunked: 0x20, short: 0x10, withId: 0x08 } as const;
const WELL_KNOWN = 1;

/** NFC Forum RTD URI 1.0, §3.2.2: abbreviations by their codes. */
const URI_PREFIXES = [
  ...['', 'http://www.', 'https://www.', 'http://', 'https://', 'tel:', 'mailto:', 'ftp://anonymous:anonymous@'],
  ...['ftp://ftp.', 'ftps://', 'sftp://', 'smb://', 'nfs://', 'ftp://', 'dav://', 'news:', 'telnet://', 'imap:'],
  ...['rtsp://', 'urn:', 'pop:', 'sip:', 'sips:', 'tftp:', 'btspp://', 'btl2cap://', 'btgoep://', 'tcpobex://'],
  ...['irdaobex://', 'file://', 'urn:epc:id:', 'urn:epc:tag:', 'urn:epc:pat:', 'urn:epc:raw:', 'urn:epc:', 'urn:nfc:'],
];

type Raw = { readonly flags: number; readonly type: string; readonly payload: Buffer; readonly next: number };

/** The texts and URIs of a message, in their order; records of other types are passed over. Never throws. */
export function parseNdef(message: Buffer): Result<readonly NdefRecord[], { readonly code: NdefFault }> {
  const records: NdefRecord[] = [];
  for (let at = 0; ; ) {
    const raw = readRecord(message, at);
    if (raw === null || (raw.flags & FLAG.begin) !== (at === 0 ? FLAG.begin : 0)) return malformed();
    if ((raw.flags & 0x07) === WELL_KNOWN && (raw.type === 'T' || raw.type === 'U')) {
      const record = raw.type === 'T' ? readText(raw.payload) : readUri(raw.payload);
      if (record === null) return malformed();
      records.push(record);
    }
    if (raw.flags & FLAG.end) return ok(records);
    at = raw.next;
  }
}

function malformed() {
  return err({ code: 'ndef-malformed' as const });
}

/** Null when it is cut short, or comes in chunks, which no tag of this size does. */
function readRecord(message: Buffer, at: number): Raw | null {
  const flags = message[at];
  if (flags === undefined || flags & FLAG.chunked) return null;
  const lengths = flags & FLAG.short ? 1 : 4;
  const idLengthAt = at + 2 + lengths;
  const typeAt = idLengthAt + (flags & FLAG.withId ? 1 : 0);
  if (typeAt > message.length) return null;
  const typeLength = message.readUInt8(at + 1);
  const payloadLength = message.readUIntBE(at + 2, lengths);
  const idLength = flags & FLAG.withId ? message.readUInt8(idLengthAt) : 0;
  const payloadAt = typeAt + typeLength + idLength;
  const next = payloadAt + payloadLength;
  if (next > message.length) return null;
  const type = message.toString('latin1', typeAt, typeAt + typeLength);
  return { flags, type, payload: message.subarray(payloadAt, next), next };
}

function readText(payload: Buffer): NdefRecord | null {
  const status = payload[0];
  if (status === undefined) return null;
  const textAt = 1 + (status & 0x3f);
  if (textAt > payload.length) return null;
  const text = decode(payload.subarray(textAt), status & 0x80 ? 'utf-16be' : 'utf-8');
  return text === null ? null : { kind: 'text', language: payload.toString('latin1', 1, textAt), text };
}

function readUri(payload: Buffer): NdefRecord | null {
  const prefix = URI_PREFIXES[payload[0] ?? URI_PREFIXES.length];
  const rest = decode(payload.subarray(1), 'utf-8');
  return prefix === undefined || rest === null ? null : { kind: 'uri', uri: prefix + rest };
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
