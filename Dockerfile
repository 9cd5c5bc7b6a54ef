# One image for pages, live boards, worker and clock; docker-compose.yml says which it is.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/alur

COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt -c constraints.txt

RUN useradd --system --uid 10001 --home-dir /srv/data --create-home alur \
    && install --directory --owner=alur --mode=700 /srv/backups
COPY --chown=root:root . .

# The values below only let settings load; nothing of them stays in the image but hashed static files.
RUN ALUR_SECRET_KEY=only-to-collect-static-files-0123456789-abcdefghijklm \
    DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere/0 \
    ALUR_STATIC_ROOT=/srv/static python manage.py collectstatic --noinput

ENV ALUR_STATIC_ROOT=/srv/static ALUR_DATA=/srv/data
USER alur
VOLUME /srv/data /srv/backups
EXPOSE 8000

CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "2", "--respawn-failed-workers", "puskesmas.wsgi:application"]
