import { useEffect, useSyncExternalStore } from 'react';
import { IntlProvider } from 'react-intl';
import { DevDock } from './dock/dev-dock.tsx';
import { HostScreen } from './host/host-screen.tsx';
import { languages } from './i18n/languages.ts';
import { useLanguage } from './i18n/use-language.ts';
import { chooseScreen, type Screen } from './kiosk/choose-screen.ts';
import { controllerNow, type SeenTap } from './kiosk/kiosk-state.ts';
import type { KioskMoment, KioskStore } from './live/kiosk-store.ts';
import { usePaintedTap } from './live/painted-tap.ts';
import { EvacuationScreen } from './screens/evacuation-screen.tsx';
import { IdleScreen } from './screens/idle-screen.tsx';
import { OutcomeScreen } from './screens/outcome-screen.tsx';
import { PendingScreen } from './screens/pending-screen.tsx';
import { StartingScreen } from './screens/starting-screen.tsx';
import { TroubleScreen } from './screens/trouble-screen.tsx';
import { playOutcome } from './sound/tones.ts';
import { Announcer } from './ui/announcer.tsx';
import { LanguageChoice } from './ui/language-choice.tsx';

/** The whole page: one screen at a time, chosen by what the store knows now. */
export function App({ store }: { readonly store: KioskStore }) {
  const moment = useSyncExternalStore(store.subscribe, store.moment);
  const screen = chooseScreen(moment.state, moment.now);
  const tap = screen.kind === 'outcome' || screen.kind === 'host' ? screen.tap : null;
  const held = screen.kind === 'host' || screen.kind === 'pending' || screen.kind === 'evacuation';
  const { language, choose } = useLanguage({ held, outcomeShown: screen.kind === 'outcome' });
  usePaintedTap(tap);
  useTones(tap);
  const { format, catalogue } = languages[language];
  return (
    <IntlProvider locale={format} messages={catalogue}>
      <div className="kiosk">
        <main className="screen" data-screen={screen.kind}>
          <ShownScreen
            screen={screen}
            moment={moment}
            choice={<LanguageChoice language={language} onChoose={choose} />}
          />
        </main>
        <Announcer screen={screen} />
        {moment.state.snapshot?.simulator && <DevDock snapshot={moment.state.snapshot} />}
      </div>
    </IntlProvider>
  );
}

type ShownScreenProps = {
  readonly screen: Screen;
  readonly moment: KioskMoment;
  readonly choice: React.ReactNode;
};

function ShownScreen({ screen, moment: { state, now }, choice }: ShownScreenProps) {
  if (screen.kind === 'starting') return <StartingScreen />;
  if (screen.kind === 'evacuation') return <EvacuationScreen present={screen.present} choice={choice} />;
  if (screen.kind === 'trouble') return <TroubleScreen trouble={screen.trouble} choice={choice} />;
  const { snapshot } = screen;
  const at = controllerNow(snapshot, state.snapshotAt, now);
  switch (screen.kind) {
    case 'outcome':
      return <OutcomeScreen key={screen.tap.outcome.id} snapshot={snapshot} tap={screen.tap.outcome} now={at} />;
    case 'pending':
      return <PendingScreen pending={screen.pending} now={at} choice={choice} />;
    case 'host':
      return <HostScreen snapshot={snapshot} host={screen.host} tap={screen.tap} now={at} choice={choice} />;
    case 'idle':
      return <IdleScreen snapshot={snapshot} now={at} choice={choice} />;
  }
}

function useTones(tap: SeenTap | null): void {
  useEffect(() => {
    if (tap !== null) playOutcome(tap.outcome.outcome);
  }, [tap]);
}
