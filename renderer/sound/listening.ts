import { createContext, useContext, useEffect } from 'react';

export type Listening = {
  /** Whether the language that is chosen can be said aloud here. */
  readonly available: boolean;
  readonly on: boolean;
  toggle(): void;
  /** A part of the screen tells this too. Returns the way to take it back. */
  tell(text: string): () => void;
};

export const ListeningContext = createContext<Listening>({
  available: false,
  on: false,
  toggle() {},
  tell: () => () => {},
});

/** Reads this aloud with the screen, for as long as it is shown: once, at its coming. Null: there is nothing. */
export function useReadAloud(text: string | null): void {
  const { tell } = useContext(ListeningContext);
  useEffect(() => (text === null ? undefined : tell(text)), [text, tell]);
}
