import type { Source, Usage } from "../api/types";
import type { Frame } from "./parser";

export type StepStatus = "started" | "processing" | "complete";

interface StartEvent { type: "start"; messageId: string; threadId: string; timestamp: string }
export interface StepEvent {
  type: "step"; step: string; status: StepStatus; message: string; timestamp: string; durationMs?: number;
}
interface TokenEvent { type: "token"; content: string }
interface CompleteEvent {
  type: "complete"; messageId: string; threadId: string; timestamp: string; status: "complete"; finalContent: string;
  sources: Source[]; usage?: Usage; durationMs: number; saved: boolean; finishReason?: string;
}
interface ErrorEvent {
  type: "error"; messageId: string; timestamp: string; error: string; code: string; step?: string; retryable: boolean;
  retryAfterMs?: number;
}
interface CancelledEvent {
  type: "cancelled"; messageId: string; timestamp: string; step?: string; reason: "client_gone" | "stopped";
}

/** The six events of a stream. */
export type StreamEvent = StartEvent | StepEvent | TokenEvent | CompleteEvent | ErrorEvent | CancelledEvent;

/** Whether nothing follows this event. */
export function isTerminal(event: StreamEvent): event is CompleteEvent | ErrorEvent | CancelledEvent {
  return event.type === "complete" || event.type === "error" || event.type === "cancelled";
}

/** A frame's event; null for one of a kind that this page does not know. Throws where the data is not JSON. */
export function toEvent(frame: Frame): StreamEvent | null {
  switch (frame.event) {
    case "start":
    case "step":
    case "token":
    case "complete":
    case "error":
    case "cancelled":
      return { ...JSON.parse(frame.data), type: frame.event } as StreamEvent;
    default:
      return null;
  }
}
