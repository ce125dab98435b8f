package dev.rill.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db/rill | jdbc:postgresql://db/rill
            jdbc:postgresql:rill | jdbc:postgresql:rill
            jdbc:postgresql://db/rill?user=a&password=b%2Bc | jdbc:postgresql://db/rill?user=a&password=b%2Bc
            jdbc:postgresql://a:b@db/rill?sslmode=require | jdbc:postgresql://db/rill?user=a&password=b&sslmode=require
            postgresql://db/rill | jdbc:postgresql://db/rill
            postgres://a:b@db:5433/rill | jdbc:postgresql://db:5433/rill?user=a&password=b
            postgres://a@db/rill | jdbc:postgresql://db/rill?user=a
            postgresql:///rill | jdbc:postgresql:///rill
            postgres://a:b@[::1]:5432/rill | jdbc:postgresql://[::1]:5432/rill?user=a&password=b
            postgres://a:b@one:5432,two:5432/rill | jdbc:postgresql://one:5432,two:5432/rill?user=a&password=b
            postgres://a:p%40s%2Fs+1@db/rill | jdbc:postgresql://db/rill?user=a&password=p%40s%2Fs%2B1
            postgres://a:p@s?s@db/rill | jdbc:postgresql://db/rill?user=a&password=p%40s%3Fs
            postgres://a:50%@db/rill | jdbc:postgresql://db/rill?user=a&password=50%25
            postgres://db/rill?sslmode=require&channel_binding=require | jdbc:postgresql://db/rill?sslmode=require&channelBinding=require
            postgres://db/rill?connect_timeout=7&application_name=x | jdbc:postgresql://db/rill?connectTimeout=7&ApplicationName=x
            postgres://db/rill?target_session_attrs=read-write | jdbc:postgresql://db/rill?targetServerType=primary
            postgres://db/rill?pgbouncer=true&schema=chat | jdbc:postgresql://db/rill?prepareThreshold=0&currentSchema=chat
            """)
    void aUrlBecomesTheDrivers(String url, String expected) {
        assertEquals(Optional.of(expected), PostgresUrl.jdbc(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql://db/rill", "postgres:db", "postgresql", "jdbc:mysql://db/rill", "http://db"})
    void whatIsNoUrlOfPostgresIsNone(String url) {
        assertEquals(Optional.empty(), PostgresUrl.jdbc(url));
    }

    @Test
    void theParametersOfAJdbcUrlAreLeftAsTheyAre() {
        String url = "jdbc:postgresql://db/rill?schema=x&pgbouncer=true";
        assertEquals(Optional.of(url), PostgresUrl.jdbc(url));
    }
}
