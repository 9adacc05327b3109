export { loginKey } from "./cache-files.ts";
export { createInboxCache, type InboxCache } from "./inbox-cache.ts";
