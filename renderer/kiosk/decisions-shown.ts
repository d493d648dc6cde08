import type { HostView } from '../../device/contract/api.ts';

type Decisions = HostView['decisions'];

/** Of the host's list at 800×480, in rems. A row with a button is as high as a button. */
const HEIGHT = 8;
const ROW = 2;
const ROW_WITH_BUTTON = 3;

/** As many of the newest decisions as there is room for. */
export function decisionsShown(decisions: Decisions): Decisions {
  let height = 0;
  const tooLow = decisions.findIndex(({ ref }) => {
    height += ref === undefined ? ROW : ROW_WITH_BUTTON;
    return height > HEIGHT;
  });
  return tooLow === -1 ? decisions : decisions.slice(0, tooLow);
}
