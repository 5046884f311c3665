import type { Command } from '../commands/command';

export const DETAIL_COMMANDS: readonly Command[] = [
  {
    id: 'detail.open',
    label: 'Open the detail of the selected message',
    group: 'Detail',
    keys: ['Enter'],
    isOnlyInTable: true,
    isEnabled: ({ store }) => store.getState().selectedRow !== undefined,
    run: ({ store }) => store.setState({ isDetailOpen: true }),
  },
  {
    id: 'detail.close',
    label: 'Close the detail',
    group: 'Detail',
    keys: ['Escape'],
    isEnabled: ({ store }) => store.getState().isDetailOpen,
    run: ({ store }) => store.setState({ isDetailOpen: false }),
  },
];
