import type { svIdle } from './sv-idle.ts';

export const enIdle: Readonly<Record<keyof typeof svIdle, string>> = {
  'announcement.by-host': 'From the host:',
  'host.tab.screen': 'Screen',
  'host.announcement.title': 'Message on the screen',
  'host.announcement.none': 'No message right now.',
  'host.announcement.until': 'Shown until {until}',
  'host.announcement.write': 'Write a message',
  'host.announcement.other': 'Write a new one',
  'host.announcement.withdraw': 'Take down',
  'host.announcement.label': 'What shall the screen say? Please write no names.',
  'host.announcement.how-long': 'For how long?',
  'host.announcement.for.hour': '1 hour',
  'host.announcement.for.closing': 'Until we close',
  'host.announcement.for.next-closing': 'The next day too',
  'host.announcement.show': 'Show',
  'host.refused.personal-number': 'It looks like a personal identity number. Please leave it out.',
};
