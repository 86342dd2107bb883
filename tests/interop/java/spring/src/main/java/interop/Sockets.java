package interop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** The feed as raw WebSocket under /feed and as SockJS under /prices. */
@Configuration
@EnableWebSocket
public class Sockets implements WebSocketConfigurer {
    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        Ticks ticks = new Ticks();
        Login login = new Login();
        registry.addHandler(ticks, "/feed").addInterceptors(login).setAllowedOriginPatterns("*");
        registry.addHandler(ticks, "/prices").addInterceptors(login).setAllowedOriginPatterns("*").withSockJS();
    }

    /** Answers 401 to a wrong Authorization header. */
    static final class Login implements HandshakeInterceptor {
        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            boolean allowed = Feed.allowed(request.getHeaders().getFirst("Authorization"));
            if (!allowed) {
                response.setStatusCode(HttpStatus.UNAUTHORIZED);
            }
            return allowed;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, Exception failure) {}
    }

    static final class Ticks extends TextWebSocketHandler {
        private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

        private record Peer(WebSocketSession session) implements Feed.Client {
            @Override
            public void say(String text) throws Exception {
                session.sendMessage(new TextMessage(text));
            }

            @Override
            public void close(int code, String reason) throws Exception {
                session.close(new CloseStatus(code, reason));
            }
        }

        @Override
        public void afterConnectionEstablished(WebSocketSession session) throws Exception {
            Feed feed = new Feed(new Peer(new ConcurrentWebSocketSessionDecorator(session, 5_000, 1 << 20)));
            feeds.put(session.getId(), feed);
            feed.opened();
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
            feeds.get(session.getId()).heard(message.getPayload());
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            Feed feed = feeds.remove(session.getId());
            if (feed != null) {
                feed.closed();
            }
        }
    }
}
