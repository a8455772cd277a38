/** What the best is called: it is the pick once the job is over, as any further step can be better. */
export const pickTitle = (isOver: boolean): 'Pick' | 'Best so far' => (isOver ? 'Pick' : 'Best so far');
