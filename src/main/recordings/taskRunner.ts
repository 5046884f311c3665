/** Runs long tasks, one at a time. They report progress and can be cancelled. */

import { Emitter } from '../../shared/base/emitter';
import type { TaskInfo } from '../../shared/session/tasks';
import { UserError } from '../base/userError';

/** Progress is shown only after this time. */
const SHOWN_AFTER_MS = 500;
const SHOWN_EVERY_MS = 100;

/** What a task needs: its signal ends it with an AbortError. */
export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export class TaskRunner {
  /** The progress to show; undefined once the task is over. */
  readonly onTask = new Emitter<TaskInfo | undefined>();
  readonly onFailure = new Emitter<UserError>();
  private running: { readonly title: string; readonly controller: AbortController } | undefined;
  private shown: TaskInfo | undefined;

  /** The task that is shown now. */
  get task(): TaskInfo | undefined {
    return this.shown;
  }

  /**
   * Runs a task, unless another one is running.
   *
   * @param title of the progress, such as `Opening notes.escope`
   * @returns the error, if it failed; undefined if it was done or cancelled
   */
  async run(title: string, action: (options: TaskOptions) => Promise<void>): Promise<UserError | undefined> {
    if (this.running !== undefined) {
      return this.fail(new UserError('busy', `${this.running.title} is still running.`, 'Wait for it, or cancel it.'));
    }
    const controller = new AbortController();
    this.running = { title, controller };
    const startedAt = performance.now();
    let shownAt = startedAt + SHOWN_AFTER_MS - SHOWN_EVERY_MS;
    try {
      await action({
        signal: controller.signal,
        onProgress: (done, total) => {
          const now = performance.now();
          if (now < shownAt + SHOWN_EVERY_MS) return;
          shownAt = now;
          this.show({ title, done, total });
        },
      });
      return undefined;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return undefined;
      return this.fail(asUserError(title, error));
    } finally {
      this.running = undefined;
      this.show(undefined);
    }
  }

  cancel(): void {
    this.running?.controller.abort();
  }

  private show(task: TaskInfo | undefined): void {
    if (task === undefined && this.shown === undefined) return;
    this.shown = task;
    this.onTask.emit(task);
  }

  private fail(error: UserError): UserError {
    this.onFailure.emit(error);
    return error;
  }
}

function asUserError(title: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError(
    'task-failed',
    `${title} failed: ${error instanceof Error ? error.message : error}.`,
    'Try again.',
  );
}
