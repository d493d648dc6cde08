import { Speaker } from './speaker.ts';
import { headphonesVoice, loudspeakerVoice } from './voices.ts';

/** In the room, where it is asked for; and where whoever plugs in is the only one who hears. */
export const speakers = {
  room: new Speaker(loudspeakerVoice),
  headphones: new Speaker(headphonesVoice),
};
