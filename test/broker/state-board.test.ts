import { expect, test } from 'vitest';
import type { Outgoing } from '../../device/broker/outgoing.ts';
import { StateBoard } from '../../device/broker/state-board.ts';
import type { DoorBody, FeedState } from '../../device/contract/feed/state.ts';
import { DoorId } from '../../device/contract/ids.ts';
import { occupancyBody } from '../support/occupancy.ts';
import { office } from './linked.ts';

const count = (present: number): FeedState => ({ stream: 'occupancy', body: occupancyBody(present) });
const door = (id: string, state: DoorBody['state']): FeedState => ({
  stream: 'doors',
  body: { door: DoorId.parse(id), state, mode: 'locked', alarm: 'normal', strike: 'ready', tampered: false },
});

const board = () =>
  new StateBoard(office, (topic, seq, { body }) => ({ topic, text: JSON.stringify({ seq, ...body }) }));

/** All that it has to say now. */
function said(states: StateBoard): Outgoing[] {
  const all: Outgoing[] = [];
  for (let next = states.next(); next !== null; next = states.next()) all.push(next);
  return all;
}
const figures = (messages: readonly Outgoing[]) =>
  messages.map(({ text }) => {
    const { seq, present, state } = JSON.parse(text);
    return [seq, present ?? state];
  });

test('of a count that moves faster than the broker answers the newest is told, and one message at a time', () => {
  const states = board();
  states.tell(count(1));
  const [first] = said(states);
  for (const present of [2, 3, 4]) states.tell(count(present));
  expect(said(states)).toEqual([]);
  first?.acknowledged();
  expect(figures(said(states))).toEqual([[2, 4]]);
});

test('each door has a topic and numbers of its own', () => {
  const states = board();
  states.tell(door('a', 'open'));
  states.tell(door('b', 'closed'));
  states.tell(door('a', 'closed'));
  const messages = said(states);
  expect(messages.map(({ topic }) => topic)).toEqual(['a', 'b'].map((id) => `ak/v1/allmanna/kontor-1/doors/${id}`));
  expect(figures(messages)).toEqual([
    [1, 'closed'],
    [1, 'closed'],
  ]);
});

test('another connection is told everything anew, and an answer of the one before counts for nothing', () => {
  const states = board();
  states.tell(count(1));
  const [old] = said(states);
  states.lost();
  states.tellAll();
  const [anew] = said(states);
  states.tell(count(2));
  old?.acknowledged();
  expect(said(states)).toEqual([]);
  anew?.acknowledged();
  expect(figures(said(states))).toEqual([[3, 2]]);
});
