package interop;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** The simple broker for /topic, over STOMP under /stomp, and inside SockJS under /stomp-sockjs. */
@Configuration
@EnableWebSocketMessageBroker
public class Broker implements WebSocketMessageBrokerConfigurer {
    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.addEndpoint("/stomp").setAllowedOriginPatterns("*");
        registry.addEndpoint("/stomp-sockjs").setAllowedOriginPatterns("*").withSockJS();
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        ThreadPoolTaskScheduler beats = new ThreadPoolTaskScheduler();
        beats.setDaemon(true);
        beats.initialize();
        registry.enableSimpleBroker("/topic").setTaskScheduler(beats).setHeartbeatValue(new long[] {500, 500});
        registry.setApplicationDestinationPrefixes("/app");
        // Without it, messages of one topic overtake each other.
        registry.setPreservePublishOrder(true);
    }

    @Override
    public void configureClientInboundChannel(ChannelRegistration registration) {
        registration.interceptors(new Login());
    }

    /** Lets in `ann` with `secret`, who must not read `/topic/closed`. */
    static final class Login implements ChannelInterceptor {
        @Override
        public Message<?> preSend(Message<?> message, MessageChannel channel) {
            StompHeaderAccessor frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            if (frame != null && frame.getCommand() == StompCommand.CONNECT) {
                require("ann".equals(frame.getLogin()) && "secret".equals(frame.getPasscode()), "Access refused");
            } else if (frame != null && frame.getCommand() == StompCommand.SUBSCRIBE) {
                require(!"/topic/closed".equals(frame.getDestination()), "Not for you: " + frame.getDestination());
            }
            return message;
        }

        private static void require(boolean allowed, String otherwise) {
            if (!allowed) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }

    /** Pours as many numbers as /app/pour/NAME asks for into /topic/NAME.0 to /topic/NAME.4. */
    @Controller
    static class Tap {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final SimpMessagingTemplate template;

        Tap(SimpMessagingTemplate template) {
            this.template = template;
        }

        @MessageMapping("/pour/{name}")
        void pour(@DestinationVariable String name, Map<String, Integer> asked) {
            new Pouring("/topic/" + name + ".", asked.get("pour")).next();
        }

        private final class Pouring {
            private final String destination;
            private final int total;
            private int sent;

            Pouring(String destination, int total) {
                this.destination = destination;
                this.total = total;
            }

            void next() {
                for (int turn = 0; turn < 20 && sent < total; turn++) {
                    sent += 1;
                    template.convertAndSend(destination + sent % 5, Map.of("price", sent));
                }
                if (sent < total) {
                    clock.schedule(this::next, 19, TimeUnit.MILLISECONDS);
                }
            }
        }
    }
}
