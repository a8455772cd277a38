# The command `stepstream`, by default its live page and gateway for other machines: docs/machines.md.
#
#   docker build --tag stepstream .
#   docker run --publish 127.0.0.1:4610:4610 --env STEPSTREAM_TOKEN --env AWS_REGION … stepstream

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN mkdir /packed && npm pack --pack-destination /packed

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /packed/ /packed/
# The peers, rxjs and the client of AWS, and ioredis of --redis.
RUN npm init --yes >/dev/null \
  && npm install --no-audit --no-fund /packed/*.tgz rxjs@7 @aws-sdk/client-sagemaker@3 ioredis@5 \
  && npm cache clean --force
USER node
EXPOSE 4610
# /health is served without a token: 200 while the gateway takes clients.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4610/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, and ends in order on SIGTERM.
ENTRYPOINT ["node", "node_modules/stepstream/dist/cli/stepstream.js"]
CMD ["serve", "--host", "0.0.0.0", "--port", "4610", "--token"]
