import { createApp } from "./app.ts";

export { EventLog } from "../durable/event-log.ts";
export { Producer } from "../durable/producer.ts";

export default createApp();
