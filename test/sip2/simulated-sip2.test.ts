import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedConnection } from '../../device/simulator/sip2/simulated-connection.ts';
import { SimulatedLibrary } from '../../device/simulator/sip2/simulated-library.ts';
import { SimulatedSip2Server } from '../../device/simulator/sip2/simulated-sip2-server.ts';
import { systemClock } from '../../device/system-clock.ts';
import { checked, latin1 } from './checked.ts';
import { ASTA } from './directory-at-work.ts';

const NOW = '20260302   Z090000';
const LOGIN = '9300CNscclient|COclientpwd|CPkontor-1|AY0AZF08B';
const ask = (fields: string, sequence = 2) => checked(`63001${NOW}          AOSIMLIB|${fields}AY${sequence}`);

function library(): SimulatedLibrary {
  const made = new SimulatedLibrary(() => new Date(Date.UTC(2026, 2, 2, 9)));
  made.patrons.set('21', { ...ASTA, expires: '20270101', conditions: [5] });
  return made;
}

/** What comes back for each of these messages, without its CR. */
function talk(to: SimulatedLibrary, ...messages: readonly string[]): readonly (readonly string[])[] {
  const connection = new SimulatedConnection(to);
  return messages.map((message) =>
    connection
      .receive(latin1(`${message}\r`))
      .map((answer) => (answer === 'hang-up' ? answer : Buffer.from(answer).toString('latin1').replace(/\r$/, ''))),
  );
}

describe('a simulated library', () => {
  it('answers a login and a status as real ones do', () => {
    const [login, status] = talk(library(), LOGIN, '9900802.00AY1AZFCA0');
    expect(login).toEqual(['941AY0AZFDFD']);
    expect(status).toEqual([checked(`98YYYNYN600003${NOW}2.00AOSIMLIB|BXYYYYYYYYYYYNYYYY|AY1`)]);
  });

  it('says more of a patron than anybody asked', () => {
    const [[answer = ''] = []] = talk(library(), ask('AA21|AD4711|'));
    expect(answer).toBe(checked(answer.slice(0, -6)));
    expect(answer.slice(0, 61)).toBe(`64    Y         001${NOW}${'0000'.repeat(6)}`);
    for (const field of ['AA21', 'AEAsta Nilsson', 'BLY', 'CQY', 'BDStorgatan 7', 'PB19740605', 'PA20270101    235959'])
      expect(answer.split('|').map((text) => text.replace(/^.*AOSIMLIB/, ''))).toContain(field);
  });

  it('has CQ only where a PIN came, and calls an empty one right', () => {
    const [[none = ''] = [], [empty = ''] = [], [wrong = ''] = [], [unknown = ''] = []] = talk(
      library(),
      ask('AA21|', 1),
      ask('AA21|AD|', 2),
      ask('AA21|AD1|', 3),
      ask('AA99|AD1|', 4),
    );
    expect([none, empty, wrong, unknown].map((text) => /\|CQ(.)/.exec(text)?.[1])).toEqual([
      undefined,
      'Y',
      'N',
      undefined,
    ]);
    expect(unknown).toContain('|BLN|');
  });

  it('answers the same message twice alike, and says its last again on 97', () => {
    const [first, twin, again] = talk(library(), ask('AA21|'), ask('AA21|'), '97AZFEF5');
    expect([twin, again]).toEqual([first, first]);
  });

  it('asks again for a message with a wrong checksum, and knows nothing else', () => {
    const [wrong, unknown] = talk(library(), LOGIN.replace('F08B', 'F08C'), checked('17AY0'));
    expect(wrong).toEqual(['96AZFEF6']);
    expect(unknown).toEqual([]);
  });

  it('takes messages in pieces, and without error detection', () => {
    const connection = new SimulatedConnection(library());
    expect(connection.receive(latin1('9300CNx|'))).toEqual([]);
    expect(connection.receive(latin1('COy|\r9900')).map((answer) => Buffer.from(answer).toString())).toEqual(['941\r']);
  });

  it('has each of its faults', () => {
    const to = library();
    to.fail({ hangsUpOn: '63', refusesLogin: true, offline: true, garbage: '?', lineEnd: '\r\n' });
    expect(talk(to, LOGIN, '9900802.00AY1AZFCA0', ask('AA21|'))).toEqual([
      [`?${checked('940AY0')}\r\n`],
      [expect.stringMatching(/^\?98N/)],
      ['hang-up'],
    ]);
    to.heal();
    to.fail({ spoilt: 1, wrongCard: true, unknownFields: true });
    const [[spoilt = ''] = [], [again = ''] = []] = talk(to, ask('AA21|'), '97AZFEF5');
    expect(spoilt).not.toBe(checked(spoilt.slice(0, -6)));
    expect(again).toBe(checked(again.slice(0, -6)));
    expect(again).toContain('|AA99999999|');
    expect(again).toContain('|ZZwhatever|');
    to.fail({ mute: true });
    expect(talk(to, LOGIN)).toEqual([[]]);
    expect(to.heard.slice(-3)).toEqual(['63', '97', '93']);
  });

  it('knows 23 alone, where it is set so', () => {
    const to = library();
    to.fail({ withoutPatronInformation: true });
    const [info, status] = talk(to, ask('AA21|'), checked(`23001${NOW}AOSIMLIB|AA21|AC|AD|AY3`));
    expect(info).toEqual([]);
    expect(status?.[0]).toBe(checked(`24    Y         001${NOW}AOSIMLIB|AA21|AEAsta Nilsson|BLY|CQY|AY3`));
  });

  it('speaks Latin-1, and sums up characters, where it is set so', () => {
    const to = library();
    to.patrons.set('21', { ...ASTA, name: 'Å' });
    const answers = (faults: Parameters<SimulatedLibrary['fail']>[0]) => {
      to.heal();
      to.fail(faults);
      return talk(to, ask('AA21|'))[0]?.[0] ?? '';
    };
    const [inUtf8, inLatin1, byCharacters] = [
      answers({}),
      answers({ latin1: true }),
      answers({ sumsCharacters: true }),
    ];
    expect(inUtf8).toContain('AE\xc3\x85|');
    expect(inLatin1).toContain('AE\xc5|');
    expect([inUtf8, inLatin1].map((text) => checked(text.slice(0, -6)))).toEqual([inUtf8, inLatin1]);
    expect(byCharacters.slice(0, -4)).toBe(inUtf8.slice(0, -4));
    expect(byCharacters.slice(-4)).toBe(inLatin1.slice(-4));
  });
});

describe('a simulated library on a socket', () => {
  it('serves terminals on 127.0.0.1, and lets its port go when it is stopped', async () => {
    const server = new SimulatedSip2Server({ clock: systemClock });
    onTestFinished(() => server.stop());
    await server.start();
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write(`${LOGIN}\r`);
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toBe('941AY0AZFDFD\r');
    const closed = once(socket, 'close');
    await server.stop();
    await closed;
    await server.start();
    expect(server.connections).toBe(1);
  });
});
