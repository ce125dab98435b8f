interface ProblemBody {
  title?: string; detail?: string; code?: string; messageId?: string; retryAfterMs?: number;
  errors?: { pointer: string; detail: string }[];
}

/** What the server refused, and why (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    /** Milliseconds to wait, where the server knows. */
    readonly retryAfterMs: number | null,
    /** The running stream, where the thread is busy. */
    readonly messageId: string | null,
  ) {
    super(detail);
  }
}

/** The server could not be reached, or the connection broke. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("the server cannot be reached", { cause });
  }
}

/** Reads the problem out of a response that is not a success. */
export async function problemOf(response: Response): Promise<Problem> {
  let body: ProblemBody = {};
  try {
    body = ((await response.json()) ?? {}) as ProblemBody;
  } catch {
    // a proxy's own page; the status has to do
  }
  const detail = body.errors?.[0]?.detail ?? body.detail ?? body.title ?? `The server answered ${response.status}.`;
  return new Problem(
    response.status,
    body.code ?? codeOf(response.status),
    detail,
    body.retryAfterMs ?? retryAfter(response.headers.get("retry-after")),
    body.messageId ?? null,
  );
}

function codeOf(status: number): string {
  if (status === 401) return "UNAUTHORIZED";
  if (status === 404) return "NOT_FOUND";
  if (status === 429) return "RATE_LIMITED";
  return status >= 500 ? "UNAVAILABLE" : "INVALID_REQUEST";
}

/** Seconds or an HTTP date. */
export function retryAfter(value: string | null, now: number = Date.now()): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
