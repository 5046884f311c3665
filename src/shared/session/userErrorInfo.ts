/** Something that went wrong, in words for the user. */
export interface UserErrorInfo {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly detail?: string | undefined;
}
