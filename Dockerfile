# docker build -t rill .
# docker run -p 127.0.0.1:8080:8080 -v rill-data:/data -e RILL_AUTH_NONE=true rill
# The root may be read-only: --read-only --tmpfs /tmp

# The page's bundler is in Maven for one of Linux's platforms only; who builds on the other gets it from npm.
FROM --platform=$BUILDPLATFORM node:24-slim@sha256:cd84903a12dbd26b46f1f3b8144a2568c41c5d37ddd0c7a80a34c7a19786b35f AS bundler-arm64
WORKDIR /opt/bundler
COPY pom.xml .
RUN npm install --no-audit --no-fund "@esbuild/linux-arm64@$(sed -n 's:.*<esbuild.version>\(.*\)</.*:\1:p' pom.xml)" \
    && mv node_modules/@esbuild/linux-arm64/bin/esbuild .

FROM --platform=$BUILDPLATFORM maven:3.9.16-eclipse-temurin-25@sha256:d67198007bb4441b07d45587320f83154de80ece3608f80408ef14c6ea847753 AS tools
WORKDIR /opt/rill

FROM tools AS tools-amd64
ENV BUNDLER=

FROM tools AS tools-arm64
COPY --from=bundler-arm64 /opt/bundler/esbuild /opt/bundler/esbuild
ENV BUNDLER=-Desbuild=/opt/bundler/esbuild

# The jar and the page: the same for every platform, so built on the builder's own.
FROM tools-$BUILDARCH AS build
COPY pom.xml .
COPY src src
RUN mvn -B -q -DskipTests -DskipAot $BUNDLER package

# A Java runtime of what the server uses (of java.desktop what reads and draws PDF, without fonts, windows and sound), and a cache of its loaded classes: for the image's platform.
FROM eclipse-temurin:25.0.4_7-jdk@sha256:dcf835e52330939b6c9f90ecab8aafcbcaa8fbf48423db44de884cf978c10144 AS runtime
WORKDIR /opt/rill
COPY --from=build /opt/rill/target target
RUN jlink --output jre --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
      --add-modules java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.charsets,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs \
    && rm jre/lib/libawt_xawt.so jre/lib/libfontmanager.so jre/lib/libfreetype.so jre/lib/libjawt.so jre/lib/libjsound.so \
      jre/lib/libsplashscreen.so \
    && jre/bin/java -cp 'target/test-classes:target/classes:target/libs/*' dev.rill.training.AotTraining target \
    && find target/libs/onnxruntime -mindepth 1 -maxdepth 1 ! -name "linux-$(uname -m | sed s/x86_64/x64/)" -exec rm -r {} + \
    && sed -i '/^-Xmx/d' target/java.args # in a container, the heap is a share of its limit

FROM debian:12.15-slim@sha256:abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241
LABEL org.opencontainers.image.title="Rill" \
      org.opencontainers.image.description="A streaming chat server for your own documents" \
      org.opencontainers.image.version="1.0.0-SNAPSHOT" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin rill \
    && install -d -o 10001 -g 10001 /data
COPY --from=runtime /opt/rill/jre /opt/rill/jre
COPY --from=runtime /opt/rill/target/libs /opt/rill/target/libs
COPY --from=runtime /opt/rill/target/rill.jar /opt/rill/target/rill.cdx.json /opt/rill/target/rill.aot /opt/rill/target/java.args /opt/rill/target/
USER 10001:10001
WORKDIR /data
# each arena of the C library keeps memory that the others cannot use
ENV HOST=0.0.0.0 PORT=8080 RILL_DATA=/data MALLOC_ARENA_MAX=2
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --start-interval=1s \
    CMD ["/opt/rill/jre/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/opt/rill/target/rill.jar", "dev.rill.HealthCheck"]
ENTRYPOINT ["/opt/rill/jre/bin/java", "@/opt/rill/target/java.args", "-XX:MaxRAMPercentage=50", "-XX:-UsePerfData", "-jar", "/opt/rill/target/rill.jar"]
