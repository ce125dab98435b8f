import { Passage } from "../chat/Passage";
import { Documents } from "../documents/Documents";
import { Monitor } from "../monitor/Monitor";
import { AddToThread, ThreadUploads } from "../uploads/ThreadUploads";
import { HelpDialog } from "./HelpDialog";

/** What is not needed to type a question: one script, loaded behind the page. */
export { AddToThread, Documents, HelpDialog, Monitor, Passage, ThreadUploads };
