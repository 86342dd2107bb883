// ws: `node ws.cjs PORT`. A wrong Authorization header is refused with 401, a wrong token with a close code of its own.
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.argv[2]),
  perMessageDeflate: true,
  verifyClient: ({ req }, done) => done([undefined, "Bearer secret"].includes(req.headers.authorization), 401),
});
server.on("connection", (socket) => {
  let timer;
  socket.send(JSON.stringify({ k: "hello", p: 0.5 }));
  socket.on("message", (data) => {
    const text = data.toString();
    const asked = JSON.parse(text);
    if (asked.token) {
      if (asked.token !== "secret") socket.close(3001, "not authorised");
    } else if (asked.bye) {
      socket.close(asked.bye, "done");
    } else if (asked.pour) {
      const start = Date.now();
      let sent = 0;
      timer = setInterval(() => {
        for (; sent < asked.pour && sent < Date.now() - start; ) {
          sent += 1;
          socket.send(JSON.stringify({ k: `K${sent % 5}`, p: sent }));
        }
        if (sent >= asked.pour) clearInterval(timer);
      }, 20);
    } else {
      socket.send(text);
    }
  });
  socket.on("close", () => clearInterval(timer));
});
process.on("SIGTERM", () => {
  for (const client of server.clients) client.close(1012, "deploy");
  server.close(() => process.exit(0));
});
