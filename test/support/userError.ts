import { UserError } from '../../src/main/base/userError';

/** The user error that an action throws; anything else fails the test. */
export function userErrorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
