export interface UserNotice {
  readonly userId: number;
}
