import type { Observable } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import type { StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';

/** What an operator reads: pages or steps of a listing, or the events of a watch. */
export type StepSource = StepsPage | Step | WatchEvent;

/** What a filter emits: steps of a listing, events of a watch. */
export type Filtered<S> = S extends WatchEvent ? WatchEvent : Step;

/** What a ranking emits: on a watch the answer can disappear, and is `undefined` then. */
export type Answer<S> = S extends WatchEvent ? Step | undefined : Step;

/** An operator that filters. */
export type StepFilter = <S extends StepSource>(source: Observable<S>) => Observable<Filtered<S>>;

/** An operator that answers with a step. */
export type StepAnswer = <S extends StepSource>(source: Observable<S>) => Observable<Answer<S>>;

/** An operator that emits what it makes of all steps so far. */
export type StepState<T> = <S extends StepSource>(source: Observable<S>) => Observable<T>;
