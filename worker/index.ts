import { createApp } from "./app.ts";

export { EventLog } from "../durable/event-log.ts";

export default createApp();
