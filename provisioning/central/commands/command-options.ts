import type { CommandType } from '../../../device/contract/feed/commands.ts';

/** What each command is told besides its name. */
export const commandOptions = {
  door: { type: 'string' },
  until: { type: 'string' },
  version: { type: 'string' },
  credential: { type: 'string', multiple: true },
  why: { type: 'string' },
  policy: { type: 'string' },
  text: { type: 'string', multiple: true },
  withdraw: { type: 'boolean' },
  present: { type: 'string' },
  reason: { type: 'string' },
} as const;

export type CommandValues = {
  readonly door?: string | undefined;
  readonly until?: string | undefined;
  readonly version?: string | undefined;
  readonly credential?: readonly string[] | undefined;
  readonly why?: string | undefined;
  readonly policy?: string | undefined;
  readonly text?: readonly string[] | undefined;
  readonly withdraw?: boolean | undefined;
  readonly present?: string | undefined;
  readonly reason?: string | undefined;
};

type OptionName = keyof typeof commandOptions;

/** Which options go with which command. */
export const optionsOf: Readonly<Record<CommandType, readonly OptionName[]>> = {
  'open-once': ['door'],
  'hold-open': ['door', 'until'],
  'lock-down': ['door'],
  'end-lock-down': ['door'],
  'block-credentials': ['version', 'credential', 'why'],
  'unblock-credentials': ['version', 'credential'],
  'replace-policy': ['policy'],
  announce: ['text', 'until', 'withdraw'],
  'request-muster': [],
  'set-count': ['present', 'reason'],
};

/** The fields of a command as they were given; not checked yet. `policy`: what is in its file. */
export function fieldsOf(type: CommandType, values: CommandValues, policy: unknown): Readonly<Record<string, unknown>> {
  switch (type) {
    case 'open-once':
    case 'lock-down':
    case 'end-lock-down':
      return { type, door: values.door };
    case 'hold-open':
      return { type, door: values.door, until: values.until };
    case 'block-credentials':
      return { type, version: number(values.version), credentials: values.credential, why: values.why };
    case 'unblock-credentials':
      return { type, version: number(values.version), credentials: values.credential };
    case 'replace-policy':
      return { type, policy };
    case 'announce':
      return { type, texts: values.withdraw ? null : textsOf(values.text ?? []), until: values.until ?? null };
    case 'request-muster':
      return { type };
    case 'set-count':
      return { type, present: number(values.present), reason: values.reason };
  }
}

/** Digits alone: to Number an empty text, as of a variable that is not set, is 0. */
function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** `sv=Stängt i dag`: by language. */
function textsOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
    }),
  );
}
