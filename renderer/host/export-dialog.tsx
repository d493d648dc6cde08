import { ExportKind, type ExportSection, isEncrypted } from '../../device/contract/exports.ts';
import { type Text, useText } from '../i18n/use-text.ts';
import { hostCommands } from '../live/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import type { RunCommand } from './use-host-command.ts';

type Props = { readonly exports: ExportSection; readonly run: RunCommand; readonly onDone: () => void };

/** What may be taken out to a USB medium, how far that is, and why it cannot be now. It goes on when this is put away. */
export function ExportDialog({ exports, run, onDone }: Props) {
  const text = useText();
  const { medium, encrypts, run: current } = exports;
  return (
    <Dialog className="export-dialog" title={text('host.export.title')} onCancel={onDone}>
      <p role="status">{statusOf(exports, text)}</p>
      <div className="choices">
        {current?.state === 'running' ? (
          <button type="button" className="button" onClick={() => run(hostCommands.cancelExport())}>
            {text('host.export.cancel')}
          </button>
        ) : (
          ExportKind.options.map((what) => (
            <button
              key={what}
              type="button"
              className="button"
              disabled={medium !== 'ready' || (isEncrypted(what) && !encrypts)}
              onClick={() => run(hostCommands.takeOut(what))}
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
