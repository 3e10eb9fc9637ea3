# syntax=docker/dockerfile:1
# The suite as an image: docs/container.md says how to run it. It holds no secret and no target.
ARG NODE_IMAGE=node:20-slim

# What users get of the package: its tarball, made of a clean checkout.
FROM ${NODE_IMAGE} AS package
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json README.md LICENSE ./
COPY scripts ./scripts
COPY schemas ./schemas
COPY specs ./specs
COPY docs ./docs
COPY examples ./examples
COPY suites ./suites
COPY reports/reference ./reports/reference
COPY src ./src
RUN npm run build && npm pack --ignore-scripts && mkdir /package && tar -xzf consult-conformance-*.tgz -C /package --strip-components=1

# The same with what it needs to run, in the versions of the lock file.
FROM ${NODE_IMAGE} AS install
WORKDIR /opt/consult-conformance
COPY --from=package /build/package-lock.json ./
COPY --from=package /package ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="consult-conformance" \
      org.opencontainers.image.description="Contract tests and conformance verdicts for the Consult operation of Genesys Web Services" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
COPY --from=install /opt/consult-conformance /opt/consult-conformance
RUN ln -s /opt/consult-conformance/dist/bin/main.js /usr/local/bin/consult-conformance && install -d -o node -g node /work
WORKDIR /work
USER node
ENTRYPOINT ["consult-conformance"]
CMD ["run"]
