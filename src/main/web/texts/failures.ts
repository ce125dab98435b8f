/** What went wrong, in plain words, by the server's code. */
interface Words { title: string; text: string }

const REFUSED: Record<string, Words> = {
  UNREACHABLE: {
    title: "The server cannot be reached",
    text: "Your question is kept here. It is sent as soon as the connection is back.",
  },
  RATE_LIMITED: { title: "Too many requests", text: "The server asks you to slow down a little." },
  TOO_MANY_STREAMS: { title: "The server is busy", text: "It is writing as many answers as it can at a time." },
  BUDGET_EXHAUSTED: { title: "Today’s allowance is used up", text: "" },
  THREAD_BUSY: {
    title: "This thread is busy",
    text: "An answer is being written here already, from another tab or device. You can watch it above.",
  },
  DRAINING: { title: "The server is restarting", text: "It takes questions again in a moment." },
  STORE_UNAVAILABLE: { title: "The server cannot save questions", text: "Its storage is not available right now." },
  UNAUTHORIZED: { title: "You are not signed in", text: "Your question is sent once you have signed in." },
  PAYLOAD_TOO_LARGE: { title: "The question is too long", text: "" },
  INVALID_REQUEST: { title: "The server did not take the question", text: "" },
  FORBIDDEN_ORIGIN: { title: "This address may not be used", text: "" },
  INTERNAL: { title: "The server made a mistake", text: "The question was not taken." },
};

const FAILED: Record<string, Words> = {
  MODEL_UNAVAILABLE: { title: "The model cannot be reached", text: "Its server did not answer." },
  MODEL_UNAUTHORIZED: { title: "The model’s server refused the key", text: "Whoever runs this server has to set it." },
  MODEL_RATE_LIMITED: { title: "The model is busy", text: "Its server asked to wait." },
  MODEL_REJECTED: { title: "The model refused the question", text: "The conversation may be too long for it." },
  MODEL_STALLED: { title: "The model fell silent", text: "It wrote nothing for too long." },
  MODEL_DEADLINE: { title: "The answer took too long", text: "It was ended at the server’s limit." },
  MODEL_TRUNCATED: { title: "The answer broke off", text: "The model’s connection ended before the answer did." },
  MODEL_MALFORMED: { title: "The model’s reply could not be read", text: "" },
  STREAM_STALE: { title: "The answer stood still", text: "Nothing happened for too long, so it was ended." },
  SLOW_READER: { title: "The connection was too slow", text: "The server could not deliver the answer." },
  DRAINING: { title: "The server was restarted", text: "The answer was ended by that." },
  INTERRUPTED: { title: "The answer was interrupted", text: "The server that wrote it was lost." },
  BUDGET_EXHAUSTED: { title: "Today’s allowance is used up", text: "" },
  STORE_UNAVAILABLE: { title: "The server’s storage failed", text: "" },
  INTERNAL: { title: "The server made a mistake", text: "The answer was ended by that." },
};

/** Why a question was not taken. */
export function refusedWords(code: string, detail: string): Words {
  return complete(REFUSED[code], "The question was not taken", detail);
}

/** Why an answer failed. */
export function failedWords(code: string, detail: string): Words {
  return complete(FAILED[code], "The answer failed", detail);
}

/** Why a model stopped before it was done; null where it was done. */
export function finishWords(reason: string | null): Words | null {
  switch (reason) {
    case null:
    case "stop":
    case "tool_calls":
    case "function_call": return null;
    case "length": return { title: "Cut off.", text: "The answer reached the most that the model may write at a time." };
    case "content_filter":
      return { title: "Held back.", text: "A filter of the model’s server ended the answer here." };
    case "refusal": return { title: "Declined.", text: "The model does not want to answer this." };
    default: return { title: "Ended early.", text: `The model’s server gave the reason “${reason}”.` };
  }
}

function complete(words: Words | undefined, title: string, detail: string): Words {
  if (words === undefined) return { title, text: detail };
  return { title: words.title, text: words.text || detail };
}
