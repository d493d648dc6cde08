import { MyVisitsAnswer, MyVisitsErased, MyVisitsTime } from '../../device/contract/my-visits.ts';
import { ask, post } from './commands.ts';

const path = (id: number, what = '') => `/api/kiosk/my-visits/${id}${what}`;

/** What a visitor's buttons ask about the own card. `id`: of the outcome of the tap. */
export const myVisitsCommands = {
  request: () => post('/api/kiosk/my-visits'),
  read: (id: number) => ask(MyVisitsAnswer, path(id), null),
  erase: (id: number) => ask(MyVisitsErased, path(id, '/erase'), {}),
  forgetCard: (id: number) => ask(MyVisitsErased, path(id, '/forget-card'), {}),
  moreTime: (id: number) => ask(MyVisitsTime, path(id, '/more-time'), {}),
  close: (id: number) => post(path(id, '/close')),
};
