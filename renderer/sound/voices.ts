import type { SpeechCommand } from '../../device/contract/sound.ts';
import { speechCommands } from '../live/speech-commands.ts';
import type { Sounding } from './loudspeaker.ts';
import type { Voice } from './speaker.ts';
import { loudspeaker } from './tones.ts';

/** Made by the controller, heard from this page's loudspeaker. */
export const loudspeakerVoice: Voice = (command, atLeast) => {
  const left = new AbortController();
  let sounding: Sounding | null = null;
  const speak = async () => {
    const wav = await speechCommands.say(command, left.signal);
    if (wav === null || left.signal.aborted) return;
    sounding = loudspeaker.speak(wav, atLeast);
    await sounding.done;
  };
  return {
    done: speak(),
    stop() {
      left.abort();
      sounding?.stop();
    },
  };
};

/** Made and played by the controller; whoever hangs up silences it. */
export const headphonesVoice: Voice = (command: SpeechCommand) => {
  const left = new AbortController();
  return { done: speechCommands.sayOnHeadphones(command, left.signal), stop: () => left.abort() };
};
