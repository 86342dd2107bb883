package interop;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** The endpoint, by annotations. */
@ServerEndpoint("/feed")
public final class Ticks {
    private Feed feed;

    private record Peer(Session session) implements Feed.Client {
        @Override
        public void say(String text) throws Exception {
            synchronized (session) {
                session.getBasicRemote().sendText(text);
            }
        }

        @Override
        public void close(int code, String reason) throws Exception {
            session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
        }
    }

    @OnOpen
    public void opened(Session session) throws Exception {
        feed = new Feed(new Peer(session));
        feed.opened();
    }

    @OnMessage
    public void heard(String text) throws Exception {
        feed.heard(text);
    }

    @OnClose
    public void closed() {
        feed.closed();
    }
}
