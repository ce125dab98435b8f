package dev.rill.copy.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rill.copy.CopyUnavailableException;
import dev.rill.copy.StreamCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Copies in Redis or Valkey: a stream (redis.io/docs/latest/develop/data-types/streams) for each answer, whose entries
 * have the numbers of the last events in them. The first says whose it is, and the last has the largest number that
 * there is, so that nothing can follow it. Every one expires.
 */
public final class RedisCopy implements StreamCopy {
    private static final System.Logger LOGGER = System.getLogger(RedisCopy.class.getName());
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");
    private static final String TOO_SMALL = "ERR The ID specified in XADD";

    private final RedisPlace place;
    private Optional<Connection> connected = Optional.empty();
    private boolean looked;

    public RedisCopy(RedisPlace place) {
        this.place = place;
    }

    @Override
    public List<Written> write(List<News> news) {
        return call(connection -> {
            int replies = 0;
            for (News one : news) {
                replies += send(connection, one);
            }
            List<Object> answered = connection.getMany(replies);
            List<Written> written = new ArrayList<>(news.size());
            int at = 0;
            for (News one : news) {
                written.add(written(answered.get(at)));
                at++;
                if (one instanceof News.Begin || one instanceof News.Seal) {
                    written(answered.get(at));
                    at++;
                }
            }
            return written;
        });
    }

    /** @return how many replies it has */
    private static int send(Connection connection, News news) {
        byte[] key = Entries.key(news.messageId());
        switch (news) {
            case News.Begin begin -> {
                connection.sendCommand(Command.XADD, Entries.head(key, begin.origin()));
                expire(connection, key, begin.keep());
                return 2;
            }
            case News.Frames frames -> connection.sendCommand(Command.XADD, key, Entries.NO_NEW,
                    Entries.id(frames.lastId()), Entries.FRAMES, frames.frames());
            case News.Keep keep -> expire(connection, key, keep.keep());
            case News.Seal seal -> {
                connection.sendCommand(Command.XADD, key, Entries.NO_NEW, Entries.LAST, Entries.FRAMES, new byte[0]);
                expire(connection, key, seal.keep());
                return 2;
            }
            case News.Forget _ -> connection.sendCommand(Command.DEL, key);
        }
        return 1;
    }

    private static void expire(Connection connection, byte[] key, Duration keep) {
        connection.sendCommand(Command.EXPIRE, key, Long.toString(Math.max(1, keep.toSeconds())).getBytes(UTF_8));
    }

    private static Written written(Object reply) {
        return switch (reply) {
            case null -> Written.MISSING;
            case JedisDataException refused when refused.getMessage().startsWith(TOO_SMALL) -> Written.REFUSED;
            case JedisDataException failed -> throw failed;
            default -> Written.DONE;
        };
    }

    @Override
    public Map<String, Standing> standings(Collection<String> messageIds) {
        return call(connection -> {
            for (String messageId : messageIds) {
                connection.sendCommand(Command.XREVRANGE, Entries.key(messageId), Entries.PLUS, Entries.MINUS,
                        Entries.COUNT, Entries.TWO);
            }
            List<Object> replies = connection.getMany(messageIds.size());
            Map<String, Standing> standings = new HashMap<>();
            int at = 0;
            for (String messageId : messageIds) {
                Entries.standing(rows(replies.get(at))).ifPresent(standing -> standings.put(messageId, standing));
                at++;
            }
            return standings;
        });
    }

    @Override
    public Map<String, Part> read(Map<String, Long> after) {
        return call(connection -> {
            List<String> ids = List.copyOf(after.keySet());
            byte[][] arguments = new byte[1 + 2 * ids.size()][];
            arguments[0] = Entries.STREAMS;
            for (int i = 0; i < ids.size(); i++) {
                arguments[1 + i] = Entries.key(ids.get(i));
                arguments[1 + ids.size() + i] = Entries.position(after.get(ids.get(i)));
            }
            connection.sendCommand(Command.XREAD, arguments);
            Map<String, Part> parts = new HashMap<>();
            for (Object stream : rows(connection.getOne())) {
                List<?> keyAndEntries = rows(stream);
                String messageId = Entries.messageId((byte[]) keyAndEntries.getFirst());
                parts.put(messageId, Entries.part(rows(keyAndEntries.getLast()), after.get(messageId)));
            }
            return parts;
        });
    }

    private static List<?> rows(Object reply) {
        return switch (reply) {
            case null -> List.of();
            case JedisDataException failed -> throw failed;
            case List<?> rows -> rows;
            default -> throw new JedisDataException("No list was answered");
        };
    }

    @Override
    public boolean seal(String messageId, long lastId, byte[] terminal, Duration keep) {
        return call(connection -> {
            byte[] key = Entries.key(messageId);
            connection.sendCommand(Command.WATCH, key);
            connection.sendCommand(Command.XREVRANGE, key, Entries.PLUS, Entries.MINUS, Entries.COUNT, Entries.TWO);
            Optional<Standing> standing = Entries.standing(rows(connection.getMany(2).getLast()));
            if (!standing.equals(Optional.of(new Standing(lastId, false)))) {
                connection.executeCommand(Command.UNWATCH);
                return false;
            }
            connection.sendCommand(Command.MULTI);
            connection.sendCommand(Command.XADD, key, Entries.NO_NEW, Entries.LAST, Entries.FRAMES, terminal);
            expire(connection, key, keep);
            connection.sendCommand(Command.EXEC);
            Object done = connection.getMany(4).getLast();
            if (done instanceof JedisDataException failed) {
                throw failed;
            }
            return done != null;
        });
    }

    @Override
    public void upkeep() {
        call(connection -> {
            connection.sendCommand(Command.INFO, "memory");
            if (connection.getMany(1).getFirst() instanceof byte[] memory && !looked) {
                looked = true;
                Matcher policy = POLICY.matcher(new String(memory, UTF_8));
                if (policy.find() && !policy.group(1).equals("noeviction")) {
                    LOGGER.log(System.Logger.Level.WARNING, "{0} has the maxmemory-policy {1}, and may drop copies of "
                            + "answers that run; it should be noeviction", place, policy.group(1));
                }
            }
            return true;
        });
    }

    private <T> T call(Function<Connection, T> work) {
        try {
            if (connected.isEmpty()) {
                connected = Optional.of(place.connect());
            }
            return work.apply(connected.get());
        } catch (JedisException e) {
            close(); // what was answered may not have been read; and another may be the primary now
            throw new CopyUnavailableException(place + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        connected.ifPresent(Connection::close);
        connected = Optional.empty();
    }
}
