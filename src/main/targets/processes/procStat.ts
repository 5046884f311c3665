/**
 * The fields of a file `stat` below /proc that follow the name of the program: the first is the state, field 3 of proc_pid_stat(5).
 * The name stands in parentheses, and may hold spaces and parentheses itself.
 */
export function statFields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
