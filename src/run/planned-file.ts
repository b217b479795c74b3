/** A file as it will be. */
export interface PlannedFile {
  /** Absolute. */
  readonly path: string;
  /** As a person names it. */
  readonly name: string;
  /** Undefined when there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}
