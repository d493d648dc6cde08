import type { UncheckedConfig } from './config.ts';
import { type InputWiring, SIMULATED, type StrikeWiring } from './hardware.ts';

type Place = readonly (string | number)[];
type Problem = { readonly path: (string | number)[]; readonly message: string };
type Wire = { readonly at: Place; readonly to: StrikeWiring | InputWiring };

/** What no part of a config can see by itself: names that nothing has, and two parts on one terminal. */
export function wiringProblems(config: UncheckedConfig): readonly Problem[] {
  const wires = wiresOf(config);
  return [
    ...wires.flatMap((wire) => unknownPart(wire, config)),
    ...busProblems(config),
    ...readerProblems(config),
    ...backendProblems(config, wires),
    ...doubled(wires.map(({ at, to }) => ({ at, key: terminalOf(to), what: 'terminal' }))),
    ...doubled(linesOf(config)),
  ];
}

function wiresOf({ doors, fireInput }: UncheckedConfig): readonly Wire[] {
  const ofDoors = doors.flatMap((door, index) => {
    if (door.driver !== 'wired') return [];
    const { strike, contact, rex, tamper } = door;
    return Object.entries({ strike, contact, rex, tamper }).map(([part, to]) => ({ at: ['doors', index, part], to }));
  });
  const fire = fireInput?.driver === 'wired' ? fireInput.input : undefined;
  return [...ofDoors, { at: ['fireInput', 'input'], to: fire }].flatMap(({ at, to }) => (to ? [{ at, to }] : []));
}

function unknownPart({ at, to }: Wire, { relayBoards, readers }: UncheckedConfig): readonly Problem[] {
  if (to.via === 'reader') {
    const found = readers.some(({ id, driver }) => id === to.reader && driver === 'osdp');
    return found ? [] : [{ path: [...at, 'reader'], message: `no OSDP reader has the id ${to.reader}` }];
  }
  if (to.via !== 'board') return [];
  const board = relayBoards.find(({ id }) => id === to.board);
  if (board === undefined) return [{ path: [...at, 'board'], message: `no relay board has the id ${to.board}` }];
  if ('input' in to)
    return board.kind === 'modbus' ? [] : [{ path: [...at, 'board'], message: `${to.board} has no inputs` }];
  return to.relay <= board.relays ? [] : [{ path: [...at, 'relay'], message: `${to.board} has no relay ${to.relay}` }];
}

/** The kernel's old interface can do less. */
function backendProblems({ gpio }: UncheckedConfig, wires: readonly Wire[]): readonly Problem[] {
  if (gpio.backend === 'libgpiod') return [];
  return wires.flatMap(({ at, to }) => {
    if (to.via !== 'gpio') return [];
    if ('form' in to)
      return to.bias === 'disabled' ? [] : [{ path: [...at, 'bias'], message: 'onoff sets no bias: say disabled' }];
    return to.drive === 'push-pull' ? [] : [{ path: [...at, 'drive'], message: 'onoff drives push-pull only' }];
  });
}

function busProblems({ readers, readerBuses }: UncheckedConfig): readonly Problem[] {
  const problems = readers.flatMap((reader, index) =>
    reader.driver !== 'osdp' || readerBuses.some(({ id }) => id === reader.bus)
      ? []
      : [{ path: ['readers', index, 'bus'], message: `no reader bus has the id ${reader.bus}` }],
  );
  const crowded = readerBuses.flatMap(({ id }, index) =>
    readers.filter((reader) => reader.driver === 'osdp' && reader.bus === id).length > 8
      ? [{ path: ['readerBuses', index], message: 'a bus carries up to eight readers' }]
      : [],
  );
  return [...problems, ...crowded];
}

/** A reader whose name holds the longer text holds the shorter one too, and would serve both places: each tap twice. */
function readerProblems({ readers }: UncheckedConfig): readonly Problem[] {
  const matches = readers.map((reader) => (reader.driver === 'pcsc' ? (reader.match ?? '') : null));
  const isBoth = (one: string, other: string | null) => other !== null && (other.includes(one) || one.includes(other));
  return matches.flatMap((match, index) =>
    match === null || !matches.slice(0, index).some((before) => isBoth(match, before))
      ? []
      : [{ path: ['readers', index, 'match'], message: 'another part has this reader already' }],
  );
}

function terminalOf(to: StrikeWiring | InputWiring): string {
  const side = 'form' in to ? 'input' : 'output';
  switch (to.via) {
    case 'gpio':
      return `${to.chip}:${to.line}`;
    case 'board':
      return `${side}:board:${to.board}:${'input' in to ? to.input : to.relay}`;
    case 'reader':
      return `${side}:reader:${to.reader}:${'input' in to ? to.input : to.output}`;
  }
}

type Used = { readonly at: Place; readonly key: string; readonly what: string };

function linesOf({ relayBoards, readerBuses, readers }: UncheckedConfig): readonly Used[] {
  const lines = (name: string, parts: readonly object[]) =>
    parts.flatMap((part, index) =>
      'path' in part && typeof part.path === 'string' && part.path !== SIMULATED
        ? [{ at: [name, index, 'path'], key: part.path, what: 'line' }]
        : [],
    );
  const ids = [...relayBoards.map(({ id }) => `board:${id}`), ...readerBuses.map(({ id }) => `bus:${id}`)];
  const addresses = readers.flatMap((reader, index) =>
    reader.driver === 'osdp'
      ? [{ at: ['readers', index, 'address'], key: `${reader.bus}:${reader.address}`, what: 'address' }]
      : [],
  );
  return [
    ...lines('relayBoards', relayBoards),
    ...lines('readerBuses', readerBuses),
    ...lines('readers', readers),
    ...ids.map((key) => ({ at: [key.startsWith('board') ? 'relayBoards' : 'readerBuses'], key, what: 'id' })),
    ...addresses,
  ];
}

function doubled(used: readonly Used[]): readonly Problem[] {
  return used.flatMap(({ at, key, what }, index) =>
    used.findIndex((other) => other.key === key) === index
      ? []
      : [{ path: [...at], message: `another part has this ${what} already` }],
  );
}
