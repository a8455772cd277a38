import type { Step } from '../core/step.js';
import { environmentLabel, endpointLabel } from '../core/stepLabel.js';
import type { Choice } from './choice.js';
import { configurationOf } from './configuration.js';
import { byId, make, setText } from './dom.js';
import { nothingText, pickText } from './pickText.js';
import { letterOf, type EnvironmentLetters } from '../words/environments.js';
import type { Criteria } from './criteria.js';

/** Shows the pick, or why there is none. */
export function showPick(choice: Choice, criteria: Criteria, letters: EnvironmentLetters): void {
  const [pick] = choice.ranked;
  const text = pickText(choice, criteria, letters);
  setText(byId('pick-by'), text?.by ?? '');
  setText(
    byId('pick-name'),
    pick === undefined ? (choice.kind === 'classic' ? 'None yet' : 'None') : endpointLabel(pick),
  );
  setText(byId('pick-env'), pick === undefined ? '' : environmentText(pick, letters));
  setText(byId('pick-next'), text?.runnerUp ?? nothingText(choice));
  byId('pick-figures').replaceChildren(
    ...(text?.figures ?? []).map(([name, figure]) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, figure)),
    ),
  );
  byId('pick-actions').hidden = pick === undefined;
  const need = pick && choice.kind === 'classic' ? choice.monthly?.of(pick) : undefined;
  setText(byId('configuration'), pick === undefined ? '' : configurationOf(pick, need));
}

/** The environment in full, behind its letter. */
function environmentText(step: Step, letters: EnvironmentLetters): string {
  const letter = letterOf(step, letters);
  return letter === '' ? '' : `${letter}: ${environmentLabel(step)}`;
}

/** Lets the button copy what is shown, and says whether that worked. */
export function listenToCopy(): void {
  const said = byId('copied');
  byId('copy').addEventListener('click', () => {
    const text = byId('configuration').textContent;
    said.textContent = '';
    void copy(text).then(copied => {
      if (!copied) (byId('configuration').closest('details') ?? { open: false }).open = true;
      said.textContent = copied
        ? 'Copied.'
        : 'The browser doesn’t allow it: here it is, to be copied by hand.';
    });
  });
}

/** The clipboard is there in secure contexts alone: this machine, or https. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
