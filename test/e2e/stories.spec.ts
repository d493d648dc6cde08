import type { E2eController } from '../support/e2e-controller.ts';
import { HOST, officeWith, test, VISITOR } from '../support/e2e-test.ts';
import { Walker } from '../support/e2e-walker.ts';

const STRANGER = '04F1E2D3C4B5A6';
const NEWCOMER = '04AA00000000AA';
const NEXT_HOST = '04BB00000000BB';
const PIN = '4719';

test.use({
  office: {
    ...officeWith({ modes: { staffed: { who: 'enrolled', pin: true } }, enrolment: { self: true, pin: 'offered' } }),
    doors: [{ id: 'entrance', name: 'Entrén', driver: 'simulated', simulatedVisitor: false }],
    fireInput: { driver: 'simulated' },
  },
});

/** The door in somebody's hands: the next one can come. */
async function walksThrough(controller: E2eController): Promise<void> {
  await controller.post('/sim/doors/entrance/open');
  await controller.post('/sim/doors/entrance/close');
}

// Each by what the screen says alone: in two directions of writing, by touch and by keyboard, and on both panels.
for (const [language, by] of [
  ['sv', 'keyboard'],
  ['ar', 'touch'],
] as const) {
  test.describe(`in ${language} by ${by}`, { tag: '@both-panels' }, () => {
    test.slow();

    test('a visitor registers, comes in, looks at the own visits and leaves', async ({ kiosk, controller }) => {
      const visitor = new Walker(kiosk, controller, language, by);

      await test.step('a stranger is told why not, and what to do', async () => {
        await visitor.arrives();
        await visitor.taps(STRANGER);
        await visitor.reads('denied.credential-not-enrolled.why');
        await visitor.reads('denied.credential-not-enrolled.do');
      });

      await test.step('registers in three touches, and chooses a PIN', async () => {
        await visitor.press('first-visit.by-yourself');
        await visitor.reads('first-visit.title');
        await visitor.press('first-visit.agree');
        await visitor.reads('pending.enrol.visitor.title');
        await visitor.taps(VISITOR);
        await visitor.reads('enrolled.visitor.more');
        await visitor.press('pin-choice.offer');
        for (const title of ['pin-choice.choose.title', 'pin-choice.repeat.title'] as const) {
          await visitor.reads(title);
          await visitor.types(PIN);
          await visitor.press('pin.enter');
        }
        await visitor.reads('pin-choice.done.more');
        await visitor.press('pin-choice.close');
      });

      await test.step('comes in with two friends, and more time', async () => {
        await visitor.arrives();
        await visitor.taps(VISITOR);
        await visitor.reads('pin.title');
        await visitor.types(PIN);
        await visitor.press('pin.enter');
        await visitor.reads('granted.in.title');
        await visitor.press('granted.more-time');
        await visitor.reads('granted.more-time.given');
        await visitor.press('companions.ask');
        await visitor.press('companions.more');
        await visitor.press('companions.send');
        await visitor.reads('companions.thanks', { total: 3 });
        await walksThrough(controller);
      });

      await test.step('offers to help with homework', async () => {
        await visitor.arrives();
        await visitor.press('skills.offer');
        await visitor.press('skill.homework');
        await visitor.press('skills.put-up');
        await visitor.reads('pending.offer-skill.title');
        await visitor.taps(VISITOR);
        await visitor.reads('skill-offered.more');
        await visitor.arrives();
        await visitor.reads('skill.homework');
      });

      await test.step('sees what is stored, takes it along, and erases it', async () => {
        await visitor.arrives();
        await visitor.press('my-visits.title');
        await visitor.reads('pending.my-visits.title');
        await visitor.taps(VISITOR);
        await visitor.types(PIN);
        await visitor.press('pin.enter');
        await visitor.reads('my-visits.card.title');
        await visitor.press('my-visits.take');
        await visitor.reads('my-visits.take.how');
        await visitor.escapes();
        await visitor.press('my-visits.erase');
        await visitor.press('my-visits.erase.yes');
        await visitor.reads('my-visits.erase.done', { count: 1 });
        await visitor.press('my-visits.close');
      });

      await test.step('leaves', async () => {
        await visitor.arrives();
        await visitor.taps(VISITOR);
        await visitor.types(PIN);
        await visitor.press('pin.enter');
        await visitor.reads('granted.out.title');
      });

      await test.step('is sent out by the fire alarm', async () => {
        await visitor.arrives();
        await controller.post('/sim/fire', { active: true });
        await visitor.reads('evacuation.title');
        await visitor.reads('evacuation.way-out');
        await controller.post('/sim/fire', { active: false });
      });
    });

    test('a host runs the room, the door, the cards and the muster list', async ({ kiosk, controller }) => {
      const host = new Walker(kiosk, controller, language, by);

      await test.step('opens the host view', async () => {
        await host.arrives();
        await host.press('idle.host');
        await host.reads('pending.host-view.title');
        await host.taps(HOST);
        await host.reads('host.count.title');
      });

      await test.step('corrects the count', async () => {
        await host.press('host.count.more');
        await host.sees('[data-testid=present]', '1');
        await host.press('host.count.set');
        await host.types('12');
        await host.press('host.keypad.save');
        await host.sees('[data-testid=present]', '12');
        await host.press('host.count.set');
        await host.escapes();
      });

      await test.step('opens the door, locks it down and lifts that', async () => {
        await host.press('host.door.open-door');
        await host.reads('host.door.mode.accessed');
        await walksThrough(controller);
        await host.reads('host.door.mode.locked');
        await host.press('host.door.more', { door: 'Entrén' });
        await host.press('host.door.command.lock-down');
        await host.press('host.door.lock-down.yes');
        await host.reads('host.door.mode.locked-down');
        await host.press('host.door.more', { door: 'Entrén' });
        await host.press('host.door.command.lift');
        await host.reads('host.door.mode.locked');
      });

      await test.step('registers a card that was denied, and another', async () => {
        await host.taps(STRANGER);
        await host.reads('denied.credential-not-enrolled.why');
        await host.pressFirst('.decisions .button.sign');
        await host.press('host.denied-card.enrol');
        await host.reads('host.denied-card.done.enrol');
        await host.opens('host.tab.cards');
        await host.press('host.enrol.visitor');
        await host.reads('pending.enrol.visitor.title');
        await host.taps(NEWCOMER);
        await host.reads('enrolled.visitor.title');
        await host.opens('host.tab.cards');
        await host.press('host.enrol.host');
        await host.reads('pending.enrol.host.title');
        await host.taps(NEXT_HOST);
        await host.reads('enrolled.host.title');
      });

      await test.step('closes for today and takes it back, writes down what is broken, and tells all', async () => {
        await host.opens('host.tab.shift');
        await host.press('host.opening.close');
        await host.press('host.opening.close-now');
        await host.press('host.opening.open');
        await host.press('host.opening.plan');
        await host.reads('idle.always-open');
        await host.press('host.incidents.write');
        await host.press('host.incident.broken');
        await host.types('Wc');
        await host.press('host.incidents.save');
        await host.sees('.incident-text', 'Wc');
        await host.opens('host.tab.screen');
        await host.press('host.announcement.write');
        await host.types('Fika');
        await host.press('host.announcement.show');
        await host.reads('host.announcement.withdraw');
      });

      await test.step('hands the shift over', async () => {
        await host.opens('host.tab.shift');
        await host.press('host.shift.hand-over');
        await host.reads('pending.hand-over.title');
        await host.taps(NEXT_HOST);
        await host.sees(
          '.shift-lines',
          `${host.says('host.shift.incidents', { count: 1 })} · ${host.says('host.shift.announced')}`,
        );
      });

      await test.step('makes a guest pass, and takes it back', async () => {
        await host.opens('host.tab.cards');
        await host.press('host.guest.qr');
        await host.reads('host.pass.how');
        await host.press('host.pass.close');
        await host.press('host.guest.good', { count: 1 });
        await host.press('host.passes.revoke');
        await host.reads('host.passes.revoked');
      });

      await test.step('sees that all parts are well, and holds purging', async () => {
        await host.opens('host.tab.box');
        await host.reads('host.health.title');
        await host.press('host.retention.hold');
        await host.press('host.retention.days', { count: 30 });
        await host.press('host.retention.release');
        await host.reads('host.retention.hold');
      });

      await test.step('drills an evacuation', async () => {
        await host.opens('host.tab.muster');
        await host.press('muster.start.drill');
        await host.reads('muster.drill');
        await host.pressFirst('.muster-rows .button');
        await host.reads('muster.missing', { count: 0 });
        await host.press('muster.end');
        await host.press('muster.end.confirm');
        await host.reads('muster.start.more');
      });

      await test.step('leaves the others alone, and closes the view', async () => {
        await host.opens('host.tab.room');
        await host.press('host.roll-call.start');
        await host.press('host.roll-call.minutes', { minutes: 5 });
        await host.press('host.roll-call.end');
        await host.press('host.close');
        // The newcomer may have a PIN, now that nobody looks on.
        await host.press('pin-choice.skip');
        await host.arrives();
      });
    });
  });
}
