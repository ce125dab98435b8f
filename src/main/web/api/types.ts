/** The shapes of the server's answers, as its OpenAPI document has them. */

/** Where lines stand in a document as people read it; the label says it in words. */
export interface Place {
  kind: "lines" | "page" | "slide" | "sheet" | "cell" | "section"; label: string;
  from?: number; to?: number; name?: string;
}

export interface Source {
  id: number; path: string; title: string; fromLine: number; toLine: number; score: number; snippet: string;
  place: Place;
  /** The headings above the passage. */
  section?: string;
  /** Where the content was fetched from, where it was: a website's page, or a Git repository's commit. */
  url?: string; commit?: string;
  /** Names the document's content as it was cited. */
  hash?: string;
  /** The passage as it was cited, where the answer cites it. */
  text?: string;
  /** The sentences of the answer that cite it, by their offsets, and the lines that say the same. */
  citations?: { start: number; end: number; found: boolean; fromLine?: number; toLine?: number }[];
  /** Whoever asks may no longer read it. */
  hidden?: boolean;
}

export interface Usage { promptTokens: number; completionTokens: number; totalTokens: number }

export type MessageStatus = "streaming" | "complete" | "cancelled" | "error" | "interrupted";

/** Questions to begin with. */
export interface Suggestions { suggestions: { question: string; path: string }[] }

/** Who this is, where users are known. */
export interface Session { signedIn: boolean; user?: string; name?: string; role?: "user" | "admin"; expiresAt?: string }

/** What the page has to know of the server's configuration. */
export interface PageConfig {
  maxMessageChars: number; keepAliveMs: number; keysTaken: boolean; signInAt?: string;
  /** The largest file that is taken, where any is. */
  maxUploadBytes?: number;
}

export interface ThreadMessage {
  id: string; role: "user" | "assistant"; content: string; timestamp: string; status: MessageStatus;
  sources?: Source[]; errorCode?: string; usage?: Usage; durationMs?: number;
  finishReason?: string;
}

export interface ThreadInfo {
  threadId: string; name: string; createdAt: string; updatedAt: string; messageCount: number;
  /** The answer that is being written in it. */
  runningMessageId?: string;
}

export interface ThreadPage { threads: ThreadInfo[]; total: number; nextCursor?: string }

export interface ThreadDetail {
  threadId: string; name: string; messages: ThreadMessage[]; totalMessages: number;
}

export interface DocumentInfo {
  path: string; title: string; tags: string[]; chunks: number; bytes: number; modified: string; indexed: string;
  /** What it is read as. */
  kind?: string;
  /** Where its content was fetched from, where it was. */
  url?: string; commit?: string;
}

/** A document that somebody has sent. */
export interface Upload {
  id: string; path: string; name: string; bytes: number; received: string;
  state: "accepted" | "scanned" | "indexed" | "left-out";
  /** The thread that it was added to, where it was. */
  threadId?: string;
  reason?: string;
}

export interface DocumentList {
  documents: DocumentInfo[]; total: number; notRead: NotRead; sources?: DocumentSource[];
  /** Work that goes on behind answers; absent while there is none. */
  progress?: IndexingProgress;
  /** Directly in the folder that was asked about, with how many documents are below. */
  folders?: { path: string; documents: number }[];
  /** Where others follow, the path behind which they do. */
  next?: string;
}

/** Where documents come from, and how that stands. */
export interface DocumentSource {
  kind: string; name?: string; looked?: string; documents: number; notRead: number; commit?: string; error?: string;
}

/** Documents that are read, and passages that get vectors. */
export interface IndexingProgress { documents?: WorkProgress; vectors?: WorkProgress }

export interface WorkProgress { done: number; toDo: number; secondsLeft?: number }

/** What is in the folder and cannot be found; `summary` says it in words, `gone` that the folder is not there. */
export interface NotRead {
  summary?: string; gone?: string;
  /** How many documents could not be read, and some of them. */
  leftOut: number; files: { path: string; reason: string }[];
  /** How many are still to be read; absent before all have been looked for. */
  pending?: number;
}

export interface DocumentText {
  path: string; title: string; fromLine: number; toLine: number; totalLines: number; text: string;
  hash: string; place: Place; kind?: string; url?: string; commit?: string;
  /** The first row of the table that the lines begin in. */
  head?: string;
  /** Whether it is other content than was asked about. */
  changed?: boolean;
}

export interface ActiveStream {
  messageId: string;
  /** Where the answer is stored; of some it is nowhere. */
  threadId?: string;
  protocol: string; startTime: string; currentStep?: string; tokenCount: number; clientConnected: boolean; lastActivity: string;
  /** Which server writes it; only where several share a database. */
  server?: string;
}

export interface StreamMetrics {
  activeConnections: number; totalStreamsStarted: number; completedStreams: number; cancelledStreams: number;
  erroredStreams: number; averageStreamDuration: number; averageTokensPerStream: number;
  averageTimeToFirstToken: number; completionRate: number; cancellationRate: number; errorRate: number;
  lastStreamStartTime?: string; lastStreamEndTime?: string;
}

export interface StreamsView { metrics: StreamMetrics; active: ActiveStream[] }
