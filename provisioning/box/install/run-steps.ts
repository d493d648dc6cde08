import type { Step, StepFault } from './step.ts';

/** How a step was found, and what came of it. */
export type StepTold =
  | { readonly name: string; readonly state: 'right' }
  | { readonly name: string; readonly state: 'differs' | 'made'; readonly detail: string }
  | { readonly name: string; readonly state: 'failed'; readonly detail: string; readonly code: string };

/** Looks at each step, and changes nothing. */
export async function checkSteps(steps: readonly Step[]): Promise<readonly StepTold[]> {
  const told: StepTold[] = [];
  for (const { name, check } of steps) {
    const found = await check();
    told.push(found === 'right' ? { name, state: 'right' } : { name, state: 'differs', detail: found });
  }
  return told;
}

/** Makes right what is not, in order, and stops at the first that cannot be. `onStep` hears of each as it is done. */
export async function applySteps(
  steps: readonly Step[],
  onStep: (told: StepTold) => void = () => {},
): Promise<readonly StepTold[]> {
  const told: StepTold[] = [];
  for (const step of steps) {
    const one = await applyStep(step);
    told.push(one);
    onStep(one);
    if (one.state === 'failed') break;
  }
  return told;
}

async function applyStep({ name, check, apply }: Step): Promise<StepTold> {
  const found = await check();
  if (found === 'right') return { name, state: 'right' };
  const made = await apply();
  if (!made.ok) return failedStep(name, made.error);
  const left = await check();
  if (left === 'right') return { name, state: 'made', detail: found };
  return failedStep(name, { code: 'not-made-right', detail: left });
}

function failedStep(name: string, { code, detail }: StepFault): StepTold {
  return { name, state: 'failed', code, detail };
}
