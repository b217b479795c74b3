/** What a run says while it works: to a person at a terminal, or into a log. Never part of the report. */
export interface Talk {
  /** What is being done now. */
  readonly progress: (text: string) => void;
  /** Something worth knowing that is no finding. */
  readonly note: (text: string) => void;
}
