/** What is said while a command waits for the service, until `end`. */
export interface Waiting {
  /** Shows how far it is, where there is a line for that. */
  readonly update?: (text: string) => void;
  readonly end: () => void;
}
