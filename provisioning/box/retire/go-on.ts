import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Terminal } from '../../command-line/terminal.ts';
import { flushFolder } from '../../files/flush-folder.ts';
import type { Places } from '../../files/places.ts';
import { putFile } from '../../files/put-file.ts';
import type { Around } from '../around.ts';
import { wipeFile, wipeFolder } from '../wipe.ts';
import { boxKeyFile } from './begin.ts';
import { filesBelow, searchedPlaces } from './erased-places.ts';
import { searchFor } from './search.ts';
import { type RetireState, retireStateFile, writeRetireState } from './state.ts';
import { type SignedStatement, type Statement, signStatement } from './statement.ts';

type Within = { readonly places: Places; readonly around: Around; readonly terminal: Terminal };

/** From wherever the retirement is, to its end; gives back what is then in the statement's file. */
export function goOn(state: RetireState, within: Within): SignedStatement {
  const { places, terminal } = within;
  const key = boxKeyFile(places);
  switch (state.phase) {
    case 'erasing':
      terminal.note(`Erasing ${state.about.erased.length} files …`);
      for (const place of state.places) wipeFolder(place, key);
      return goOn(writeRetireState(places, { ...state, phase: 'proving' }), within);
    case 'proving': {
      terminal.note('Looking through what is left …');
      const signed = signStatement(prove(state, within), key);
      return goOn(writeRetireState(places, { ...state, phase: 'ending', signed }), within);
    }
    case 'ending': {
      const signed = state.signed ?? { signed: '', signature: null, key: null };
      putFile({ path: state.statementFile, content: `${JSON.stringify(signed)}\n`, mode: 0o644, owner: null });
      wipeFile(key);
      wipeFolder(places.data);
      rmSync(retireStateFile(places), { force: true });
      flushFolder(dirname(retireStateFile(places)));
      return signed;
    }
  }
}

function prove(
  { about, places: erased, traces, tooShort, salt, statementFile }: RetireState,
  { places, around }: Within,
): Statement {
  const own = retireStateFile(places);
  // What a power cut left of one's own file tells no secret either, and goes with the next that is written.
  const spared = [boxKeyFile(places), own, `${own}.part`, statementFile];
  const { files, bytes, found } = searchFor(traces, { places: searchedPlaces(places), spared, salt });
  const left = erased.filter((place) => existsSync(place)).flatMap(filesBelow);
  return {
    format: 'ak-retired/1',
    ...about,
    provenAt: new Date(around.now()).toISOString(),
    searched: {
      ...{ files, bytes, traces: traces.length, tooShort, found: [...found] },
      left: left.filter((file) => !spared.includes(file)),
    },
  };
}
