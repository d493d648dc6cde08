import { array, assert as check, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BoardSnapshot, OfficeRow } from '../../device/contract/feed/board.ts';
import { EventLines } from '../../renderer/board/live/event-lines.ts';
import { type BoardEvent, type BoardState, FIRST_STATE, reduce } from '../../renderer/board/rules/board-state.ts';
import { boardOf, officeRow } from '../support/board-offices.ts';

const whole = (snapshot: BoardSnapshot): BoardEvent => ({ type: 'whole', snapshot });
const changes = (...offices: readonly OfficeRow[]): BoardEvent => ({ type: 'changes', snapshot: boardOf(offices) });
const having = (...events: readonly BoardEvent[]): BoardState => events.reduce(reduce, FIRST_STATE);

const torget = officeRow('torget');
const hamnen = officeRow('hamnen');
const first = whole(boardOf([torget, hamnen]));

describe('the board', () => {
  test('keeps the very rows that have not changed', () => {
    const evacuated = officeRow('torget', { evacuation: true });
    const { board } = having(first, changes(evacuated));
    expect(board?.offices.get('malmo/hamnen')).toBe(hamnen);
    expect(board?.offices.get('malmo/torget')).toBe(evacuated);
  });

  test('learns of an office that was not there before', () => {
    expect(having(first, changes(officeRow('ny'))).board?.offices.size).toBe(3);
  });

  test('forgets with a new beginning what is no longer told', () => {
    expect([...(having(first, whole(boardOf([torget]))).board?.offices.keys() ?? [])]).toEqual(['malmo/torget']);
  });

  test('that hears nothing is stale with all that it shows, until it hears again', () => {
    const silent = having(first, { type: 'silent' });
    expect(silent).toMatchObject({ feed: 'stale', board: { offices: { size: 2 } } });
    expect(reduce(silent, first).feed).toBe('live');
  });

  test('without a session says that, and not that it hears nothing', () => {
    expect(having(first, { type: 'session-required' }, { type: 'silent' }).feed).toBe('session-required');
  });
});

describe('news', () => {
  const offline = (office: string) => officeRow(office, { online: false });
  const told = ({ news }: BoardState) => news.map(({ kind, offices }) => `${kind} ${offices.join(' ')}`);

  test('are none of how things are when the page is opened', () => {
    expect(told(having(whole(boardOf([offline('torget'), officeRow('hamnen', { evacuation: true })]))))).toEqual([]);
  });

  test('are told when they begin, fire first, and not again while they last', () => {
    const begun = changes(offline('torget'), officeRow('hamnen', { evacuation: true }));
    const state = having(first, begun, begun, changes(officeRow('torget', { online: false, missing: 1 })));
    expect(told(state)).toEqual(['evacuation malmo/hamnen', 'offline malmo/torget']);
    expect(state.news.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('of many offices at once are one', () => {
    expect(told(having(first, changes(offline('torget'), offline('hamnen'))))).toEqual([
      'offline malmo/torget malmo/hamnen',
    ]);
  });

  test('of what began while the page heard nothing are told afterwards', () => {
    expect(told(having(first, { type: 'silent' }, whole(boardOf([offline('torget'), hamnen]))))).toEqual([
      'offline malmo/torget',
    ]);
  });

  test('are forgotten when they are old', () => {
    const many = Array.from({ length: 8 }, () => [changes(offline('torget')), changes(torget)]).flat();
    expect(having(first, ...many).news.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8]);
  });
});

describe('the stream', () => {
  const text = ': hello\n\nevent: snapshot\nid: 7\ndata: {"a":1}\n\n: ping\n\ndata: one\r\ndata:two\r\n\r\n';

  test('is read the same however it is cut', () => {
    check(
      property(array(integer({ min: 0, max: text.length })), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const lines = new EventLines();
        const read = places.slice(1).flatMap((end, index) => lines.read(text.slice(places[index], end)));
        expect(read).toEqual(['{"a":1}', 'one\ntwo']);
      }),
    );
  });

  test('that ends in the middle of an event has told nothing of it', () => {
    expect(new EventLines().read('data: half\n')).toEqual([]);
  });
});
