// An MQTT 3.1.1 broker: `node aedes.mjs PORT`. Lets in ann with secret, who must not read `closed`.
import http from "node:http";
import { Aedes } from "aedes";
import websocketStream from "websocket-stream";

const broker = await Aedes.createBroker({
  authenticate: (client, username, password, done) => {
    if (username === "ann" && String(password) === "secret") return done(null, true);
    return done(Object.assign(new Error("bad user name or password"), { returnCode: 4 }), false);
  },
  authorizeSubscribe: (client, subscription, done) => done(null, subscription.topic === "closed" ? null : subscription),
});
const server = http.createServer();
websocketStream.createServer({ server }, broker.handle);
server.listen(Number(process.argv[2]), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
