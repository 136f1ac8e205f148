/**
 * A dialog over the page. The browser's own: it keeps the focus, closes with Escape, gives the focus back, and brings no
 * style sheet at run time, which the platform's content security policy would refuse.
 */
import { type ReactNode, useEffect, useId, useRef } from 'react';

export type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly footer: ReactNode;
  readonly width?: 'small' | 'medium';
  readonly children: ReactNode;
};

export const Dialog = ({ title, onClose, footer, width = 'small', children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    const opener = document.activeElement;
    if (shown === null) return undefined;
    shown.style.setProperty('--sk-dialog-top', `${topFor(opener)}px`);
    shown.showModal();
    return () => {
      shown.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`sk-dialog sk-dialog-${width}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} className="sk-dialog-title">
        {title}
      </h2>
      <div className="sk-dialog-body">{children}</div>
      <div className="sk-dialog-footer">{footer}</div>
    </dialog>
  );
};

const TOP_PX = 60;
const TALL_FRAME_PX = 1_000;
const ROOM_PX = 480;

/** Jira may make the frame as tall as the page; then the middle of the frame is out of sight, and the opener is in it. */
const topFor = (opener: Element | null): number => {
  if (window.innerHeight < TALL_FRAME_PX || opener === null) return TOP_PX;
  const above = opener.getBoundingClientRect().top - ROOM_PX / 3;
  return Math.round(Math.max(TOP_PX, Math.min(above, window.innerHeight - ROOM_PX)));
};
