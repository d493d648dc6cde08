import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { IntlProvider } from 'react-intl';
import type { Snapshot } from '../device/contract/api.ts';
import { DevDock } from './dock/dev-dock.tsx';
import { HostScreen } from './host/host-screen.tsx';
import { PinOverHost } from './host/pin-over-host.tsx';
import type { Catalogues } from './i18n/catalogues.ts';
import { FIRST_LANGUAGE, type LanguageCode, languageCodes, languageForms } from './i18n/language-forms.ts';
import { useLanguage } from './i18n/use-language.ts';
import { chooseScreen, type Screen } from './kiosk/choose-screen.ts';
import { secondsLeft } from './kiosk/countdown.ts';
import { controllerNow, type SeenTap } from './kiosk/kiosk-state.ts';
import type { KioskMoment, KioskStore } from './live/kiosk-store.ts';
import { usePaintedTap } from './live/painted-tap.ts';
import { type VisitorTouch, visitorTouch } from './live/visitor-touch.ts';
import { EvacuationScreen } from './screens/evacuation-screen.tsx';
import { FirstVisitScreen } from './screens/first-visit-screen.tsx';
import { IdleScreen } from './screens/idle-screen.tsx';
import { MyVisitsScreen } from './screens/my-visits-screen.tsx';
import { OutcomeScreen } from './screens/outcome-screen.tsx';
import { PendingScreen } from './screens/pending-screen.tsx';
import { PinScreen } from './screens/pin-screen.tsx';
import { SkillsScreen } from './screens/skills-screen.tsx';
import { StartingScreen } from './screens/starting-screen.tsx';
import { TroubleScreen } from './screens/trouble-screen.tsx';
import { Aloud } from './sound/aloud.tsx';
import { loudspeaker, playOutcome } from './sound/tones.ts';
import { usePublicCalls } from './sound/use-public-calls.ts';
import { Announcer } from './ui/announcer.tsx';
import { LanguageChoice, type LanguageChoiceProps } from './ui/language-choice.tsx';
import { LanguageMenu } from './ui/language-menu.tsx';
import { ListenKey } from './ui/listen-key.tsx';
import { useTheme } from './ui/use-theme.ts';

/** Screens that somebody may look at for long without a touch. */
const HELD: ReadonlySet<Screen['kind']> = new Set([
  'host',
  'pending',
  'evacuation',
  'outcome',
  'pin',
  'first-visit',
  'skills',
]);

/** Screens of a visitor who has to do with the door. */
const AT_THE_DOOR: ReadonlySet<Screen['kind']> = new Set(['outcome', 'pin', 'checking']);

type AppProps = {
  readonly store: KioskStore;
  readonly catalogues: Catalogues;
  /** In which everybody is greeted. */
  readonly firstLanguage?: LanguageCode;
};

/** The whole page: one screen at a time, chosen by what the store knows now. */
export function App({ store, catalogues, firstLanguage = FIRST_LANGUAGE }: AppProps) {
  const moment = useSyncExternalStore(store.subscribe, store.moment);
  const screen = chooseScreen(moment.state, moment.now);
  const tap = screen.kind === 'outcome' || screen.kind === 'host' ? screen.tap : null;
  const { language, choose, listening, listen } = useLanguage({
    first: firstLanguage,
    held: HELD.has(screen.kind),
    atTheDoor: AT_THE_DOOR.has(screen.kind),
    free: screen.kind === 'idle',
  });
  const touch = useMemo(() => visitorTouch(store), [store]);
  useTheme(moment);
  usePaintedTap(tap);
  const { snapshot, snapshotAt } = moment.state;
  const now = snapshot && controllerNow(snapshot, snapshotAt, moment.now);
  useVolume(snapshot);
  useTones(tap);
  usePublicCalls(catalogues, snapshot, now);
  const catalogue = catalogues[language] ?? catalogues.sv;
  const codes = languageCodes.filter((code) => catalogues[code] !== undefined);
  const choice = { label: catalogue['language.label'], codes, language, onChoose: choose };
  return (
    <IntlProvider locale={languageForms[language].format} messages={catalogue}>
      <div className="kiosk">
        <Aloud {...{ catalogues, screen, snapshot, now, language, listening }} onListen={listen}>
          <main className="screen" data-screen={screen.kind}>
            <ShownScreen
              screen={screen}
              moment={moment}
              touch={touch}
              choice={<Choice screen={screen} {...choice} />}
            />
          </main>
        </Aloud>
        <Announcer screen={screen} />
        {moment.state.snapshot?.simulator && <DevDock snapshot={moment.state.snapshot} />}
      </div>
    </IntlProvider>
  );
}

type ChoiceProps = LanguageChoiceProps<LanguageCode> & { readonly screen: Screen };

/** How the screen is to speak. Where a PIN is typed, the key that reads aloud has a place of its own. */
function Choice({ screen, ...choice }: ChoiceProps) {
  if (screen.kind === 'host') return <LanguageMenu {...choice} />;
  if (screen.kind === 'pin') return <LanguageChoice {...choice} />;
  return (
    <div className="choice">
      <ListenKey />
      <LanguageChoice {...choice} />
    </div>
  );
}

type ShownScreenProps = {
  readonly screen: Screen;
  readonly moment: KioskMoment;
  readonly touch: VisitorTouch;
  readonly choice: React.ReactNode;
};

function ShownScreen({ screen, moment: { state, now }, touch, choice }: ShownScreenProps) {
  if (screen.kind === 'starting' || screen.kind === 'checking') return <StartingScreen />;
  if (screen.kind === 'evacuation') return <EvacuationScreen {...screen} choice={choice} />;
  if (screen.kind === 'trouble') return <TroubleScreen trouble={screen.trouble} choice={choice} />;
  const { snapshot } = screen;
  const at = controllerNow(snapshot, state.snapshotAt, now);
  switch (screen.kind) {
    case 'outcome': {
      const { id, outcome } = screen.tap.outcome;
      if (outcome === 'my-visits')
        return <MyVisitsScreen key={id} id={id} office={snapshot.office} now={at} choice={choice} touch={touch} />;
      return (
        <OutcomeScreen key={id} screen={screen} now={at} seconds={secondsLeft(screen.leavesAt, now)} touch={touch} />
      );
    }
    case 'pin':
      return <PinScreen key={screen.pin.id} pin={screen.pin} now={at} choice={choice} />;
    case 'pending':
      return <PendingScreen pending={screen.pending} now={at} choice={choice} />;
    case 'host':
      return (
        <>
          <HostScreen view={screen} now={at} choice={choice} />
          {screen.pin && <PinOverHost key={screen.pin.id} pin={screen.pin} now={at} choice={choice} />}
        </>
      );
    case 'first-visit':
      return <FirstVisitScreen choice={choice} seconds={secondsLeft(screen.leavesAt, now)} touch={touch} />;
    case 'skills':
      return (
        <SkillsScreen
          skills={screen.skills}
          choice={choice}
          seconds={secondsLeft(screen.leavesAt, now)}
          touch={touch}
        />
      );
    case 'idle':
      return <IdleScreen snapshot={snapshot} now={at} choice={choice} touch={touch} />;
  }
}

function useVolume(snapshot: Snapshot | null): void {
  const volume = snapshot?.sound.volume;
  useEffect(() => {
    if (volume !== undefined) loudspeaker.volume = volume;
  }, [volume]);
}

function useTones(tap: SeenTap | null): void {
  const played = useRef<SeenTap | null>(null);
  useEffect(() => {
    // One that was hidden for a while, by the host view or by a PIN, has been heard.
    if (tap === null || tap === played.current) return;
    played.current = tap;
    playOutcome(tap.outcome.outcome);
  }, [tap]);
}
