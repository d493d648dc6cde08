import { useState } from 'react';
import { CorrectionReason } from '../../device/contract/access.ts';
import { useText } from '../i18n/use-text.ts';
import { Segments } from '../ui/segments.tsx';
import { CountDialog } from './count-dialog.tsx';

type Props = {
  readonly onSave: (count: number, reason: CorrectionReason) => void;
  readonly onCancel: () => void;
};

/** The API takes up to 10 000; no office of ours holds a five-figure crowd. */
const MOST_DIGITS = 4;

/** Asks how many are inside, and how the host knows. */
export function CorrectCountDialog({ onSave, onCancel }: Props) {
  const text = useText();
  const [reason, setReason] = useState<CorrectionReason>('counted-by-eye');
  return (
    <CountDialog
      title={text('host.keypad.title')}
      least={0}
      mostDigits={MOST_DIGITS}
      onSave={(count) => onSave(count, reason)}
      onCancel={onCancel}
    >
      <Segments
        label={text('host.count.reason')}
        options={CorrectionReason.options.map((value) => ({ value, name: text(`host.count.reason.${value}`) }))}
        chosen={reason}
        onChoose={setReason}
      />
    </CountDialog>
  );
}
