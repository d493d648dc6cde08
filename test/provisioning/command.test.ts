import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDocuments } from '../../provisioning/documents/run.ts';
import { office } from '../support/office.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FILES = ['anslag-vid-dorren.md', 'gallringsplan.md', 'konsekvensbedomning.md', 'registerforteckning.md'];

/** A folder of the test's own, and the command as it is called there. */
function atTheCommandLine(config: object | string = office, answers: object = {}) {
  const folder = tempFolder();
  const inFolder = (name: string) => join(folder, name);
  const write = (name: string, content: object | string) =>
    writeFileSync(inFolder(name), typeof content === 'string' ? content : JSON.stringify(content));
  write('config.json', config);
  write('answers.json', answers);
  const out = inFolder('out');
  const usual = ['--config', inFolder('config.json'), '--out', out];
  return { out, inFolder, write, usual, answers: ['--answers', inFolder('answers.json')] };
}

function run(...args: readonly string[]) {
  const said: string[] = [];
  const noted: string[] = [];
  const exit = runDocuments(args, { say: (line) => said.push(line), note: (line) => noted.push(line) });
  return { exit, said: said.join('\n'), noted: noted.join('\n') };
}

describe('the documents are written', () => {
  test('into a folder that is made, and what is left to fill in is said', () => {
    const { out, usual } = atTheCommandLine();
    const { exit, said, noted } = run(...usual);
    expect({ exit, noted }).toEqual({ exit: 0, noted: '' });
    expect(readdirSync(out).toSorted()).toEqual(FILES);
    expect(said).toContain(`${join(out, 'gallringsplan.md')}: 5 left to fill in`);
    expect(said).toContain('  contact: kontakt i frågor om personuppgifter');
    expect(said).not.toContain('brokerOwner');
  });

  test('with the answers that there are', () => {
    const { out, usual, answers } = atTheCommandLine(office, { holdDecider: 'Förvaltningschefen' });
    const { exit, said } = run(...usual, ...answers);
    expect(exit).toBe(0);
    expect(said).not.toContain('holdDecider');
    expect(readFileSync(join(out, 'gallringsplan.md'), 'utf8')).toContain('Beslutas av: Förvaltningschefen');
  });
});

describe('--check', () => {
  test('is content with what was just written, and writes nothing', () => {
    const { out, usual } = atTheCommandLine();
    run(...usual);
    expect(run(...usual, '--check')).toMatchObject({ exit: 0, noted: '' });
    expect(readdirSync(out).toSorted()).toEqual(FILES);
  });

  test('finds each file that the config gives otherwise now', () => {
    const { write, usual } = atTheCommandLine();
    run(...usual);
    write('config.json', { ...office, privacy: { operationsDays: 91 } });
    const { exit, said, noted } = run(...usual, '--check');
    expect({ exit, said }).toEqual({ exit: 1, said: '' });
    // The door does not tell of how doors and parts were.
    expect(FILES.filter((file) => noted.includes(file))).toEqual(FILES.filter((file) => !file.startsWith('anslag')));
  });

  test('finds one that was changed by hand, one that is missing, and answers that are new', () => {
    const { out, write, usual, answers } = atTheCommandLine();
    run(...usual, ...answers);
    writeFileSync(join(out, 'gallringsplan.md'), `${readFileSync(join(out, 'gallringsplan.md'), 'utf8')}\n`);
    expect(run(...usual, '--check')).toMatchObject({ exit: 1, noted: expect.stringContaining('gallringsplan.md') });
    run(...usual);
    write('answers.json', { nextReview: '2027-03-01' });
    expect(run(...usual, ...answers, '--check')).toMatchObject({
      exit: 1,
      noted: expect.stringMatching(/^\S*konsekvensbedomning\.md: not what the config gives now$/),
    });
    expect(run('--config', usual[1] ?? '', '--out', join(out, 'elsewhere'), '--check').exit).toBe(1);
    expect(existsSync(join(out, 'elsewhere'))).toBe(false);
  });
});

describe('nothing is written', () => {
  test.each([
    ['a config that is wrong', { ...office, privacy: { visitDays: 31 } }, {}, 78, 'config.json: privacy.visitDays: '],
    ['a config with a key that is not known', { ...office, privcy: {} }, {}, 78, 'privcy'],
    ['stable pseudonyms without a reason', { ...office, privacy: { pseudonyms: 'stable' } }, {}, 78, 'stableBecause'],
    ['a config that is no JSON', '{', {}, 78, 'config.json: '],
    ['an answer to nothing that is asked', office, { contakt: 'x' }, 78, 'contakt'],
    ['an answer of two lines', office, { contact: 'a\nb' }, 78, 'answers.json: contact: one line'],
  ])('for %s', (_, config, answered, code, problem) => {
    const { out, usual, answers } = atTheCommandLine(config, answered);
    const { exit, noted } = run(...usual, ...answers);
    expect(exit).toBe(code);
    expect(noted).toContain(problem);
    expect(existsSync(out)).toBe(false);
  });

  test('for a file that is none of its own, of which nothing is told', () => {
    const { usual } = atTheCommandLine('AGE-SECRET-KEY-1QQ');
    const { exit, noted } = run(...usual);
    expect(exit).toBe(78);
    expect(noted).not.toContain('SECRET');
  });

  test('where a file cannot be read', () => {
    const { out, usual, inFolder } = atTheCommandLine();
    expect(run('--config', inFolder('none.json'), '--out', out)).toMatchObject({
      exit: 66,
      noted: expect.stringContaining('none.json'),
    });
    expect(run(...usual, '--answers', inFolder('none.json')).exit).toBe(66);
    expect(existsSync(out)).toBe(false);
  });

  test('where the folder cannot be made, or a document is a folder', () => {
    const { out, usual, inFolder } = atTheCommandLine();
    expect(run('--config', usual[1] ?? '', '--out', join(inFolder('config.json'), 'out')).exit).toBe(73);
    mkdirSync(join(out, 'registerforteckning.md'), { recursive: true });
    expect(run(...usual)).toMatchObject({ exit: 73, said: '' });
  });

  test.each([
    [[], 'Of which box?'],
    [['--config', 'c.json'], 'Where to?'],
    [['--config', 'c.json', '--out', 'o', '--chek'], '--chek'],
    [['--config', 'c.json', '--out', 'o', 'more'], 'more'],
  ])('when it is called wrongly: %j', (args, problem) => {
    const { exit, said, noted } = run(...args);
    expect({ exit, said }).toEqual({ exit: 64, said: '' });
    expect(noted).toContain(problem);
    expect(noted).toContain('npm run documents -- --config FILE');
  });

  test('when only help is asked for', () => {
    expect(run('--help')).toMatchObject({ exit: 0, said: expect.stringContaining('--check'), noted: '' });
  });
});
