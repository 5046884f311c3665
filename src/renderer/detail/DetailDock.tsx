import type { ReactNode } from 'react';
import { Group, type Layout, type LayoutChangedMeta, Panel } from 'react-resizable-panels';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { SplitHandle } from '../components/SplitHandle';
import { usePreference } from '../session/preferences';
import { useSession, useWindowState } from '../session/SessionContext';
import { DetailPane } from './DetailPane';

/**
 * The detail beside a view or below it. The user chooses its size.
 *
 * @param children the view
 */
export function DetailDock({ children }: { readonly children: ReactNode }) {
  const { preferences } = useSession();
  // Channels have no messages that could be selected.
  const isOpen = useWindowState(
    (state) => state.isDetailOpen && state.selectedRow !== undefined && state.view !== 'channels',
  );
  const dock = usePreference(({ detailDock }) => detailDock);
  const percent = usePreference(({ detailPercent }) => detailPercent);
  const panel = `detail-${dock}`;

  const keepSize = (layout: Layout, { isUserInteraction }: LayoutChangedMeta) => {
    const size = layout[panel];
    if (isUserInteraction && size !== undefined) preferences.change({ detailPercent: { ...percent, [dock]: size } });
  };

  return (
    <Group orientation={dock === 'right' ? 'horizontal' : 'vertical'} onLayoutChanged={keepSize}>
      <Panel id="messages" minSize="25%">
        {children}
      </Panel>
      {isOpen && (
        <>
          <SplitHandle side={dock} label="Size of the detail" />
          <Panel
            key={panel}
            id={panel}
            defaultSize={`${percent[dock]}%`}
            minSize={dock === 'right' ? '260px' : '120px'}
          >
            <ErrorBoundary what="The detail">
              <DetailPane />
            </ErrorBoundary>
          </Panel>
        </>
      )}
    </Group>
  );
}
