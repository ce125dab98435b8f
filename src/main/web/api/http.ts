import { keyMissing } from "./key";
import { Problem, problemOf, Unreachable } from "./problem";
import { asked } from "./server";

/** A server that has not told all by then is taken for one that cannot be reached; a browser waits for ever. */
const UNANSWERED_MS = 60_000;

interface RequestOptions {
  method?: string;
  body?: unknown;
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/**
 * A request to the server, wherever a proxy has put it: the path counts from the folder of its page. Gives the
 * response where it is a success; throws Problem where the server refused and Unreachable where there was no answer.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const headers: Record<string, string> = {
    accept: options.accept ?? "application/json", ...asked().headers, ...options.headers,
  };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(new URL(`.${path}`, asked().base), {
      method: options.method ?? "GET",
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
      keepalive: options.keepalive,
      cache: "no-store",
      credentials: asked().credentials,
      redirect: "error",
    });
  } catch (e) {
    if (options.signal?.aborted) throw e;
    throw new Unreachable(e);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.status === 401) keyMissing();
  throw problem;
}

/** As request, with its JSON, which has to come in time. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), UNANSWERED_MS);
  const signal = options.signal === undefined ? late.signal : AbortSignal.any([options.signal, late.signal]);
  try {
    const response = await request(path, { ...options, signal });
    return (await response.json()) as T;
  } catch (e) {
    if (options.signal?.aborted || e instanceof Problem || e instanceof Unreachable) throw e;
    throw new Unreachable(e);
  } finally {
    clearTimeout(timer);
  }
}
