// Socket.IO: `node socketio.cjs PORT 4|2`. Lets in whoever has the token `secret`, on `/` and on `/prices`.
const http = require("node:http");

const [port, version] = process.argv.slice(2);
const options = { pingInterval: 300, pingTimeout: 200 };
const server = http.createServer();
const io =
  version === "2" ? require("socket.io-2")(server, options) : new (require("socket.io").Server)(server, options);

function pour(socket, total) {
  let sent = 0;
  const timer = setInterval(() => {
    for (let turn = 0; turn < 20 && sent < total; turn++) {
      sent += 1;
      socket.emit("tick", { k: `K${sent % 5}`, p: sent });
    }
    if (sent >= total) clearInterval(timer);
  }, 20);
  socket.on("disconnect", () => clearInterval(timer));
}

function serve(space) {
  space.use((socket, next) => {
    const { auth = {}, query } = socket.handshake;
    next((auth.token || query.token) === "secret" ? undefined : new Error("not authorised"));
  });
  space.on("connection", (socket) => {
    socket.emit("tick", { k: "hello", p: 0.5 });
    socket.on("pour", (total) => pour(socket, total));
    socket.on("echo", (value) => socket.emit("tick", value));
    socket.on("message", (value) => socket.emit("tick", { k: "message", p: value }));
    socket.on("attach", () => {
      const json = Buffer.from('{"p": 7.5}');
      socket.emit("tick", { k: "attached", inner: json }, Buffer.from([0, 255]));
    });
    socket.on("ask", () => socket.emit("tick", { k: "asked", p: 1 }, () => socket.emit("tick", { k: "answered", p: 2 })));
    socket.on("bye", () => socket.disconnect(true));
    socket.on("bye-space", () => socket.disconnect());
  });
}

serve(io.of("/"));
serve(io.of("/prices"));
server.listen(Number(port), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
