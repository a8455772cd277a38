import type { Step } from '../core/step.js';
import { environmentLabel, endpointLabel } from '../core/stepLabel.js';
import { configurationOf } from './configuration.js';
import { byId, make, setText } from './dom.js';
import { nothingText, pickText } from './pickText.js';
import { letterOf, type EnvironmentLetters } from '../words/environments.js';
import { pickTitle } from '../words/picks.js';
import { boundsOf, type Criteria } from './criteria.js';
import { boundsText, type Rival, type Rivals } from './rivals.js';
import { showTraffics } from './showTraffics.js';
import type { PageView } from './view.js';

/** Shows the pick and why it won, or why there is none. Only a pick that is final can be copied. */
export function showPick(view: PageView, criteria: Criteria): void {
  const { choice, letters, rivals, isFinal, isLoading } = view;
  const [pick] = choice.ranked;
  const text = pickText(choice, criteria);
  setText(byId('pick-title'), pickTitle(isFinal || isLoading));
  setText(byId('pick-by'), text?.by ?? '');
  setText(byId('pick-name'), pick === undefined ? noneText(view) : endpointLabel(pick));
  setText(byId('pick-env'), pick === undefined ? '' : environmentText(pick, letters));
  byId('pick-figures').replaceChildren(
    ...(text?.figures ?? []).map(([name, figure]) =>
      make('div', {}, make('dt', {}, name), make('dd', {}, figure)),
    ),
  );
  showRivals(rivals);
  const hasBounds = Object.keys(boundsOf(criteria, choice.kind)).some(name => name !== 'stat');
  setText(
    byId('pick-next'),
    rivals ? whyText(rivals, hasBounds) : isLoading ? '' : nothingText(choice, isFinal),
  );
  showTraffics(view.traffics);
  byId('pick-actions').hidden = pick === undefined || !isFinal;
  byId('pick-open').hidden = pick === undefined || isFinal || isLoading;
  const need = pick && choice.kind === 'classic' ? choice.monthly?.of(pick) : undefined;
  setText(byId('configuration'), pick === undefined || !isFinal ? '' : configurationOf(pick, need));
  if (!isFinal) setText(byId('copied'), '');
}

const noneText = ({ isFinal, isLoading }: PageView): string =>
  isLoading ? '–' : isFinal ? 'None' : 'None yet';

function showRivals({ behind = [], ahead }: Partial<Rivals> = {}): void {
  byId('pick-rivals').replaceChildren(...[...behind, ...(ahead === undefined ? [] : [ahead])].map(rivalOf));
}

const rivalOf = ({ rank, name, text }: Rival): HTMLElement =>
  make(
    'li',
    {},
    make('span', { class: 'rank' }, rank === undefined ? '–' : String(rank)),
    ' ',
    make('span', {}, name),
    ' ',
    make('span', {}, text),
  );

function whyText(rivals: Rivals, hasBounds: boolean): string {
  const next = rivals.behind.length === 0 ? 'Nothing else fits. ' : '';
  return `${next}${boundsText(rivals, hasBounds)}`.trim();
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
