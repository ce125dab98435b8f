package dev.rill.cluster;

/** What the nemesis does. */
enum Fault {
    KILLED("SIGKILL, started again after a while"),
    PAUSED_SHORTLY("SIGSTOP for less than the lease, SIGCONT"),
    PAUSED("SIGSTOP for longer than the lease, SIGCONT"),
    RESTARTED("SIGTERM, started again"),
    ROLLING_RESTART("SIGTERM and a start, one server after the other"),
    DATABASE_CUT("no database for one server: connections reset and refused"),
    DATABASE_CUT_FOR_TWO("no database for two servers"),
    DATABASE_CUT_FOR_ALL("no database for any server"),
    DATABASE_SILENT("what one server and the database say is lost"),
    DATABASE_UNANSWERED("the database hears one server, which does not hear it"),
    DATABASE_PAUSED("PostgreSQL: SIGSTOP of all its processes, SIGCONT"),
    DATABASE_KILLED("PostgreSQL: SIGKILL of all its processes, started again"),
    REDIS_KILLED("Redis: SIGKILL, back empty"),
    REDIS_PROMOTED("Redis: SIGKILL, and a replica that lacks what was written last in its place"),
    REDIS_EMPTIED("Redis: FLUSHALL"),
    REDIS_CUT("no Redis for one server"),
    REDIS_CUT_FOR_ALL("no Redis for any server"),
    REDIS_SILENT("what one server and Redis say is lost"),
    CLIENTS_CUT("all connections between the proxies and one server reset"),
    CLIENTS_SILENT("what one server and the proxies say is lost"),
    PROXY_KILLED("nginx or HAProxy: SIGKILL, started again"),
    CUT_OFF("one server reaches neither database nor Redis; clients reach it");

    /** In words. */
    final String what;

    Fault(String what) {
        this.what = what;
    }
}
