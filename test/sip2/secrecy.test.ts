import { describe, expect, it } from 'vitest';
import { ASTA, CARD, DirectoryAtWork, PIN, soFar } from './directory-at-work.ts';

const WRONG_PIN = '8642';
const SECRETS = [CARD, PIN, WRONG_PIN, ASTA.name, 'Nilsson', ASTA.address, ASTA.born, 'clientpwd', 'scclient', 'Hej'];

describe('(I4) what a library says of a patron, and what is asked about', () => {
  it.each(['information', 'status'])('is told by no status and no answer (%s)', async (by) => {
    const work = new DirectoryAtWork();
    work.library.fail({ withoutPatronInformation: by === 'status' });
    work.start();
    work.pass(100);
    const answers = [await work.askNow(), await work.askNow(CARD, PIN), await work.askNow(CARD, WRONG_PIN)];
    expect(work.pipe.sent.join()).toContain(CARD);
    for (const trouble of [
      { wrongCard: true },
      { spoilt: 9 },
      { asksAgain: 9 },
      { mute: true },
      { hangsUpOn: 'any' },
    ]) {
      work.library.fail(trouble);
      const asked = work.ask(CARD, PIN);
      work.pass(10_000);
      answers.push(await soFar(asked));
      answers.push(await work.askNow(CARD, PIN));
      work.library.heal();
      work.library.fail({ withoutPatronInformation: by === 'status' });
      work.pass(200_000);
      expect(work.directory.status()).toMatchObject({ state: 'ready' });
    }
    await work.directory.stop();
    expect(work.statuses.length).toBeGreaterThan(8);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(3);
    const said = JSON.stringify([answers, work.told, work.directory.status()]);
    for (const secret of SECRETS) expect(said).not.toContain(secret);
  });

  it('is said in every answer of the library, so that there was something to keep', async () => {
    const work = DirectoryAtWork.ready();
    const heard: string[] = [];
    work.pipe.respond = (_, own) => {
      const answers = own();
      heard.push(...answers);
      return answers;
    };
    await work.askNow();
    for (const secret of [CARD, ASTA.name, ASTA.address, ASTA.born]) expect(heard.join()).toContain(secret);
  });
});
