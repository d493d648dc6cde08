import type { svMyVisits } from './sv-my-visits.ts';

/** The English texts of what a visitor sees of the own data. */
export const enMyVisits: Readonly<Record<keyof typeof svMyVisits, string>> = {
  'my-visits.title': 'My visits',
  'my-visits.more': 'This is what is stored about your card.',
  'pending.my-visits.title': 'Show your card',
  'pending.my-visits.more': 'Hold it against the reader, and you see what is stored about it. The door does not open.',

  'my-visits.today': 'Today',
  'my-visits.when.ended': '{day} {time}–{until}',
  'my-visits.when.lasts': '{day} {time}, you are here',
  'my-visits.when.exit': '{day}, out at {until}',
  'my-visits.ended.tapped-out': 'you tapped out',
  'my-visits.ended.slot-end': 'ended when the office closed',
  'my-visits.ended.nightly': 'ended in the night',
  'my-visits.ended.host': 'ended by the host',
  'my-visits.ended.staff-leaves': 'ended when the host left',
  'my-visits.companions': '{companions, plural, one {# came along} other {# came along}}',
  'my-visits.newer': 'Newer',
  'my-visits.older': 'Older',
  'my-visits.page': 'Page {count} of {total}',
  'my-visits.left-out':
    '{count, plural, one {There is no room here for # older visit.} other {There is no room here for # older visits.}}',
  'my-visits.none.daily': 'No visits today.',
  'my-visits.none.stable': 'No visits are stored.',
  'my-visits.none.none': 'No visit can be told to be yours.',
  'my-visits.nothing': 'Nothing is stored about this card.',
  'my-visits.kept.daily':
    'Older visits are kept for {count, plural, one {# day} other {# days}}, but from 4 in the morning nobody can tell any more whose they were.',
  'my-visits.kept.stable':
    'All visits of yours that are still kept are shown. They are removed after {count, plural, one {# day} other {# days}}.',
  'my-visits.kept.none':
    'Visits are kept for {count, plural, one {# day} other {# days}}, but nothing that tells whose they were.',

  'my-visits.card.title': 'The card',
  'my-visits.card.none': 'Not registered here',
  'my-visits.card.role.visitor': 'Registered for a visitor',
  'my-visits.card.role.host': 'Registered for a host',
  'my-visits.card.role.staff': 'Registered for staff',
  'my-visits.card.role.cleaner': 'Registered for cleaning',
  'my-visits.card.role.guest': 'Guest pass',
  'my-visits.card.blocked': 'Blocked: only a host can lift that, or remove the card',
  'my-visits.card.since': 'Since {date}',
  'my-visits.card.pin': 'With a PIN',
  'my-visits.card.no-pin': 'Without a PIN',
  'my-visits.card.until': 'Valid until {date}',
  'my-visits.card.no-end': 'Valid until further notice',
  'my-visits.library': 'That the library has approved it is kept until {date}',

  'my-visits.take': 'Take along',
  'my-visits.take.title': 'What is stored about your card',
  'my-visits.take.picture': 'QR code with what is stored',
  'my-visits.take.how': 'Photograph the code and you have it all with you. It is sent over no network.',
  'my-visits.take.left-out':
    '{count, plural, one {There was no room in the code for # older visit.} other {There was no room in the code for # older visits.}}',
  'my-visits.erase': 'Erase my visits',
  'my-visits.erase.title': 'Erase your visits?',
  'my-visits.erase.how':
    'What shows that the visits are yours is removed for good. The visits themselves still count. If you are inside you can tap out as usual.',
  'my-visits.erase.yes': 'Erase',
  'my-visits.erase.done':
    '{count, plural, =0 {Done! No visits lead to your card.} one {Done! # entry of the log no longer leads to your card.} other {Done! # entries of the log no longer lead to your card.}}',
  'my-visits.forget': 'Forget my card',
  'my-visits.forget.title': 'Forget your card?',
  'my-visits.forget.how':
    'The card is taken out of the register, and nothing in the log leads to it any more. You can register it again.',
  'my-visits.forget.yes': 'Forget the card',
  'my-visits.forget.done': 'Done! The card is forgotten.',
  'my-visits.failed': 'That did not work right now. Try again, or ask the host.',
  'my-visits.back': 'Cancel',
  'my-visits.close': 'Close',
};
