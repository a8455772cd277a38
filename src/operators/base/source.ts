import type { Observable } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import type { StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';

/** An item that operators read: a page or a step of a listing, or an event of a watch. */
export type StepSource = StepsPage | Step | WatchEvent;

/** An item that a filter emits: a step of a listing, an event of a watch. */
export type Filtered<S> = S extends WatchEvent ? WatchEvent : Step;

/** The best step that a ranking emits: on a watch there can be none any more, which is `undefined`. */
export type BestOf<S> = S extends WatchEvent ? Step | undefined : Step;

/** An operator that filters steps. */
export type StepFilter = <S extends StepSource>(source: Observable<S>) => Observable<Filtered<S>>;

/** An operator that emits the best step so far, each time that it changes. */
export type BestStep = <S extends StepSource>(source: Observable<S>) => Observable<BestOf<S>>;

/** An operator that emits a `T`, folded from all steps so far, each time that it changes: a running `reduce`. */
export type StepFold<T> = <S extends StepSource>(source: Observable<S>) => Observable<T>;
