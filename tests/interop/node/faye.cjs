// Faye under /faye: `node faye.cjs PORT`. Subscriptions want ext.token `secret`; /prices/closed is refused to all.
// What is published to /ask is a request: {"pour": n} sends n ticks to /prices/prices.
const http = require("node:http");

const faye = require("faye");
const adapter = new faye.NodeAdapter({ mount: "/faye", timeout: 1 });
adapter.addExtension({
  incoming(message, done) {
    if (message.channel === "/meta/subscribe" && message.clientId) {
      if (message.subscription === "/ask") return done(message);
      if (!message.ext || message.ext.token !== "secret") message.error = "403::not authorised";
      if (message.subscription === "/prices/closed") message.error = "403:/prices/closed:Forbidden channel";
    }
    done(message);
  },
});
const server = http.createServer();
adapter.attach(server);
server.listen(Number(process.argv[2]), "127.0.0.1");

const client = adapter.getClient();
client.subscribe("/ask", ({ pour }) => {
  let sent = 0;
  const timer = setInterval(() => {
    for (let turn = 0; turn < 20 && sent < pour; turn++) {
      sent += 1;
      client.publish("/prices/prices", { k: `K${sent % 5}`, p: sent });
    }
    if (sent >= pour) clearInterval(timer);
  }, 20);
});
process.on("SIGTERM", () => process.exit(0));
