import { Config } from '../../device/contract/config.ts';
import { documentsOf } from '../../provisioning/documents/documents.ts';
import type { Answers } from '../../provisioning/documents/questions.ts';
import { office } from '../support/office.ts';

/** The test office with this laid over it. */
export function configWith(over: object = {}): Config {
  return Config.parse({ ...office, ...over });
}

/** The four documents as one text, by file. */
export function textsOf(config: Config, answers: Answers = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(documentsOf(config, answers).map(({ file, text }) => [file, text]));
}

export function allTextOf(config: Config, answers: Answers = {}): string {
  return Object.values(textsOf(config, answers)).join('\n');
}

/** The test office under a policy, in which the library is asked while nobody is there, with a PIN. */
export function unattended(policy: object = {}) {
  const { openingHours, ...place } = office.office;
  return {
    office: place,
    policy: {
      schemaVersion: 1,
      version: 3,
      slots: [
        { mode: 'staffed', hours: openingHours },
        { mode: 'unattended', hours: 'Mo-Su 06:00-22:00' },
      ],
      modes: { unattended: { who: 'library', assurance: 2 } },
      ...policy,
    },
  };
}

export const koha = {
  system: 'koha',
  url: 'https://koha.example.se',
  login: { kind: 'basic', user: 'kontoret', passwordFile: '/etc/ak/koha' },
};
export const because = 'Kontoret utreder återkommande skadegörelse.';
