import { useState } from 'react';
import { ExportKind, type ExportSection, isEncrypted } from '../../device/contract/exports.ts';
import type { MessageId } from '../i18n/catalogue.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { type Answer, hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { refusalText } from './use-host-command.ts';

type Props = { readonly exports: ExportSection; readonly onDone: () => void };

/** What may be taken out to a USB medium, how far that is, and why it cannot be now. It goes on when this is put away. */
export function ExportDialog({ exports, onDone }: Props) {
  const text = useText();
  const [problem, setProblem] = useState<{ readonly said: MessageId; readonly at: string } | null>(null);
  const ask = async (command: Promise<Answer>) => {
    const answer = await command;
    setProblem(answer.ok ? null : { said: refusalText(answer.error.code), at: stateOf(exports) });
  };
  const { medium, encrypts, run: current } = exports;
  return (
    <Dialog className="export-dialog" title={text('host.export.title')} onCancel={onDone}>
      <p role="status">{problem?.at === stateOf(exports) ? text(problem.said) : statusOf(exports, text)}</p>
      <div className="choices">
        {current?.state === 'running' ? (
          <button type="button" className="button" onClick={() => void ask(hostCommands.cancelExport())}>
            {text('host.export.cancel')}
          </button>
        ) : (
          ExportKind.options.map((what) => (
            <button
              key={what}
              type="button"
              className="button"
              disabled={medium !== 'ready' || (isEncrypted(what) && !encrypts)}
              onClick={() => void ask(hostCommands.takeOut(what))}
            >
              {text(`host.export.${what}`)}
            </button>
          ))
        )}
        <button type="button" className="button strong" onClick={onDone}>
          {text('host.export.close')}
        </button>
      </div>
    </Dialog>
  );
}

/** What a refusal was said of: once it is another, the refusal is not news any more. */
function stateOf({ medium, run }: ExportSection): string {
  return `${medium} ${run?.state}`;
}

function statusOf({ medium, encrypts, run }: ExportSection, text: Text): string {
  switch (run?.state) {
    case 'running':
      return text('host.export.running', { what: text(`host.export.${run.what}`), percent: run.percent });
    case 'done':
      return text('host.export.done', { file: run.file });
    case 'cancelled':
    case 'failed':
      return text(`host.export.${run.state}`);
    default:
      return medium === 'ready' && !encrypts ? text('host.export.no-recipient') : text(`host.export.${medium}`);
  }
}
