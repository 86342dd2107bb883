// GraphQL subscriptions: `node graphql.mjs PORT current|legacy`. Lets in whoever has the token `secret`.
import { setTimeout as sleep } from "node:timers/promises";
import { buildSchema, execute, subscribe } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import transport from "subscriptions-transport-ws";
import { WebSocketServer } from "ws";

const [port, kind] = [Number(process.argv[2]), process.argv[3]];
const schema = buildSchema(`
  type Tick { key: String! price: Float! }
  type Price { symbol: String! last: Float! }
  type Query { echo(price: Float!): Tick }
  type Subscription { tick(rate: Int!, count: Int!): Tick brief: Tick price(of: String!): Price }
`);
const TURNS = 20;

async function* ticks({ rate, count }) {
  const each = rate / TURNS;
  for (let index = 0; index < count; index++) {
    if (index % each === 0) await sleep(1000 / TURNS);
    yield { tick: { key: `K${index % 5}`, price: index + 1 } };
  }
  await sleep(60_000);
}
async function* brief() {
  yield { brief: { key: "K", price: 1 } };
}
async function* price({ of }) {
  for (let last = 1; ; last++) {
    yield { price: { symbol: of, last } };
    await sleep(20);
  }
}
const roots = {
  query: { echo: ({ price }) => ({ key: "echo", price }) },
  subscription: { tick: ticks, brief, price },
};
const rootValue = { ...roots.query, ...roots.subscription };

if (kind === "current") {
  const server = new WebSocketServer({ host: "127.0.0.1", port, path: "/graphql" });
  useServer({ schema, roots, onConnect: (context) => context.connectionParams?.token === "secret" }, server);
} else {
  const onConnect = (params) => {
    if (params.token !== "secret") throw new Error("bad token");
  };
  transport.SubscriptionServer.create(
    { schema, execute, subscribe, rootValue, onConnect, keepAlive: 1000 },
    { host: "127.0.0.1", port, path: "/graphql" },
  );
}
process.on("SIGTERM", () => process.exit(0));
