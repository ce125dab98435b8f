import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

const NEAR_PX = 12;

/** Keeps a scroller at the end of content that grows, as long as the reader is at the end. */
export function useFollowEnd(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback((smooth: boolean) => {
    const element = scroller.current;
    if (element === null) return;
    following.current = true;
    setAtEnd(true);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollTo({ top: element.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return;
    let lastTop = element.scrollTop;
    const distance = () => element.scrollHeight - element.clientHeight - element.scrollTop;
    const onScroll = () => {
      if (distance() <= NEAR_PX) following.current = true;
      else if (element.scrollTop < lastTop) following.current = false;
      lastTop = element.scrollTop;
      setAtEnd(following.current || distance() <= NEAR_PX);
    };
    const onWheel = (e: WheelEvent) => {
      if (e.deltaY < 0 && element.scrollHeight > element.clientHeight) following.current = false;
    };
    const grown = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
      else setAtEnd(distance() <= NEAR_PX);
    });
    grown.observe(inner);
    grown.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: true });
    return () => {
      grown.disconnect();
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [scroller, content]);

  return { atEnd, toEnd };
}
