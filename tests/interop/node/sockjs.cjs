// SockJS under /prices: `node sockjs.cjs PORT`. The first message may be a login; `wrong` is refused in SockJS's own way.
const http = require("node:http");

const service = require("sockjs").createServer({ log: () => {}, heartbeat_delay: 300 });
service.on("connection", (socket) => {
  if (!socket) return;
  let timer;
  socket.write(JSON.stringify({ k: "hello", p: 0.5 }));
  socket.on("data", (text) => {
    const asked = JSON.parse(text);
    if (asked.token && asked.token !== "secret") return socket.close(3001, "not authorised");
    if (asked.bye) return socket.close(asked.bye, "done");
    if (asked.pour) {
      let sent = 0;
      timer = setInterval(() => {
        for (let turn = 0; turn < 20 && sent < asked.pour; turn++) {
          sent += 1;
          socket.write(JSON.stringify({ k: `K${sent % 5}`, p: sent }));
        }
        if (sent >= asked.pour) clearInterval(timer);
      }, 20);
    } else {
      socket.write(text);
    }
  });
  socket.on("close", () => clearInterval(timer));
});
const server = http.createServer();
service.installHandlers(server, { prefix: "/prices" });
server.listen(Number(process.argv[2]), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
