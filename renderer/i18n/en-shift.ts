import type { svShift } from './sv-shift.ts';

export const enShift: Readonly<Record<keyof typeof svShift, string>> = {
  'host.tab.shift': 'Shift',
  'host.opening.title': 'Opening hours today',
  'host.opening.decided': 'Changed for today by {by}.',
  'host.opening.planned': 'Otherwise: {until}.',
  'host.opening.unplanned': 'Otherwise it is closed now.',
  'host.opening.longer': 'Stay open …',
  'host.opening.open': 'Open now …',
  'host.opening.close': 'Close earlier …',
  'host.opening.plan': 'Back to the timetable',
  'host.opening.ask-open': 'Until when are you open today?',
  'host.opening.ask-close': 'When do you close today?',
  'host.opening.more-open': 'For today only. Visitors see the new time.',
  'host.opening.more-close': 'For today only. The doors lock when you close.',
  'host.opening.earlier': '30 minutes earlier',
  'host.opening.later': '30 minutes later',
  'host.opening.do-open': 'Open until {time}',
  'host.opening.do-close': 'Close at {time}',
  'host.opening.close-now': 'Close now',
  'host.opening.cancel': 'Cancel',
  'host.refused.opening-out-of-bounds': 'That time cannot be chosen today.',
};
