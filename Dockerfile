# docker build -t rill .
# docker run -p 127.0.0.1:8080:8080 -v rill-data:/data -e RILL_AUTH_NONE=true rill
# The root may be read-only: --read-only --tmpfs /tmp

# The jar and the page: the same for every platform, so built on the builder's own.
FROM --platform=$BUILDPLATFORM maven:3-eclipse-temurin-25 AS build
WORKDIR /opt/rill
COPY pom.xml .
COPY src src
RUN mvn -B -q -DskipTests -DskipAot package

# A Java runtime of what the server uses, and a cache of its loaded classes: for the image's platform.
FROM eclipse-temurin:25-jdk AS runtime
WORKDIR /opt/rill
COPY --from=build /opt/rill/target target
RUN jlink --output jre --strip-java-debug-attributes --no-header-files --no-man-pages \
      --add-modules java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.charsets,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs \
    && jre/bin/java -cp 'target/test-classes:target/classes:target/libs/*' dev.rill.training.AotTraining target \
    && find target/libs/onnxruntime -mindepth 1 -maxdepth 1 ! -name "linux-$(uname -m | sed s/x86_64/x64/)" -exec rm -r {} + \
    && sed -i '/^-Xmx/d' target/java.args # in a container, the heap is a share of its limit

FROM debian:12-slim
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin rill \
    && install -d -o 10001 -g 10001 /data
COPY --from=runtime /opt/rill/jre /opt/rill/jre
COPY --from=runtime /opt/rill/target/libs /opt/rill/target/libs
COPY --from=runtime /opt/rill/target/rill.jar /opt/rill/target/rill.aot /opt/rill/target/java.args /opt/rill/target/
USER 10001:10001
WORKDIR /data
# each arena of the C library keeps memory that the others cannot use
ENV HOST=0.0.0.0 PORT=8080 RILL_DATA=/data MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/opt/rill/jre/bin/java", "@/opt/rill/target/java.args", "-XX:MaxRAMPercentage=50", "-XX:-UsePerfData", "-jar", "/opt/rill/target/rill.jar"]
