import { type ReactNode, useEffect } from 'react';
import type { PinEntry } from '../../device/contract/api.ts';
import type { EpochMs } from '../../device/contract/units.ts';
import { useText } from '../i18n/use-text.ts';
import { PinScreen } from '../screens/pin-screen.tsx';
import { useModal } from '../ui/use-modal.ts';

type Props = { readonly pin: PinEntry; readonly now: EpochMs; readonly choice: ReactNode };

/** A visitor at the door is asked for a PIN over the host view, which stays as the host left it. */
export function PinOverHost(props: Props) {
  const text = useText();
  const dialog = useModal();
  // The dialog would have chosen the first button.
  useEffect(() => dialog.current?.querySelector('h1')?.focus(), [dialog]);
  return (
    // Escape is a key of the PIN screen itself.
    <dialog
      ref={dialog}
      className="pin-over-host"
      aria-label={text('pin.title')}
      onCancel={(event) => event.preventDefault()}
    >
      <PinScreen {...props} />
    </dialog>
  );
}
