import type { svSound } from './sv-sound.ts';

export const enSound: Readonly<Record<keyof typeof svSound, string>> = {
  listen: 'Listen',
  'my-visits.summary':
    '{count, plural, =0 {No visits can be shown.} one {# visit is shown.} other {# visits are shown.}}',
  'closing.call': '{minutes, plural, one {The office closes in # minute.} other {The office closes in # minutes.}}',
  'closing.closed': 'The office is closed.',
  'closing.go-out': 'Please leave now. The door always opens from inside.',
};
