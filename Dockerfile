# Vigil's own image: workers, commands and the codec server. Nothing in it is secret;
# keys, passwords and addresses are files that are mounted when it runs.

FROM node:22.21.0-bookworm-slim AS fonts
WORKDIR /fonts
COPY tools/fonts/package.json tools/fonts/package-lock.json tools/fonts/.npmrc ./
RUN npm ci --loglevel=error

FROM python:3.12.12-slim-bookworm AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/vigil
COPY requirements.lock /tmp/requirements.lock
RUN /opt/vigil/bin/python -m pip install --require-hashes --requirement /tmp/requirements.lock
COPY . /opt/vigil/app
WORKDIR /opt/vigil/app
RUN /opt/vigil/bin/python -m pip install --no-deps --no-build-isolation --editable .
RUN --mount=type=bind,from=fonts,source=/fonts/node_modules,target=/fonts \
    /opt/vigil/bin/python -m tools.gather_fonts /fonts

FROM python:3.12.12-slim-bookworm
# Time zones come from the pinned tzdata, never from whatever the image carries.
ENV PYTHONTZPATH="" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PATH=/opt/vigil/bin:$PATH VIGIL_HOME=/var/lib/vigil
RUN groupadd --gid 10001 vigil \
 && useradd --uid 10001 --gid vigil --no-create-home --shell /usr/sbin/nologin vigil \
 && install -d -o vigil -g vigil -m 0700 /var/lib/vigil
COPY --from=built /opt/vigil /opt/vigil
WORKDIR /opt/vigil/app
USER 10001:10001
VOLUME /var/lib/vigil
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "adapters.healthy", "9464", "/metrics"]
CMD ["python", "worker.py"]
