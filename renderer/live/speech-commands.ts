import type { SpeechCommand } from '../../device/contract/sound.ts';

/** What the page wants to be heard. A refusal is silence: the screen says the same. */
export const speechCommands = {
  /** A WAV file; null where there is none. */
  async say(command: SpeechCommand, signal: AbortSignal): Promise<ArrayBuffer | null> {
    const response = await post('/api/kiosk/speech', command, signal);
    const isSound = response?.headers.get('content-type') === 'audio/wav';
    return response && isSound ? response.arrayBuffer().catch(() => null) : null;
  },
  /** Resolves when it was heard, or is not to be. */
  async sayOnHeadphones(command: SpeechCommand, signal: AbortSignal): Promise<void> {
    await post('/api/kiosk/headphones', command, signal);
  },
};

async function post(path: string, command: SpeechCommand, signal: AbortSignal): Promise<Response | null> {
  const headers = { 'content-type': 'application/json' };
  const response = fetch(path, { method: 'POST', headers, body: JSON.stringify(command), signal });
  return response.then(
    (answer) => (answer.ok ? answer : null),
    () => null,
  );
}
