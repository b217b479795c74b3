/** What a way in (disk, git, network) gives for a URL. */
export type ReadResult = ReadFile | NotRead;

export interface ReadFile {
  readonly kind: 'read';
  /** Where the bytes came from in the end: relative references in them are resolved against it. */
  readonly url: string;
  /** How a person names it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** How many bytes of the same buffer behind them are free to be written to. */
  readonly room?: number;
}

/** There is no such file, or it may not be read. */
export interface NotRead {
  readonly kind: 'not-read';
  /** Completes "… cannot be read: ". */
  readonly why: string;
  readonly hint?: string | undefined;
}

export type Reader = (url: string) => Promise<ReadResult>;
