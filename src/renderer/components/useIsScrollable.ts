import { type RefObject, useEffect, useState } from 'react';

/** Whether the content of an element is higher than the element. */
export function useIsScrollable(
  element: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): boolean {
  const [isScrollable, setScrollable] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null || content.current === null) return;
    const observer = new ResizeObserver(() => setScrollable(current.scrollHeight > current.clientHeight));
    observer.observe(current);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [element, content]);
  return isScrollable;
}
