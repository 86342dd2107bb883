package interop;

import javax.websocket.CloseReason;
import javax.websocket.CloseReason.CloseCodes;
import javax.websocket.OnClose;
import javax.websocket.OnMessage;
import javax.websocket.OnOpen;
import javax.websocket.Session;
import javax.websocket.server.ServerEndpoint;

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
