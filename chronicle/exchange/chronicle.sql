-- The tables of chronicle.db. What is not known is NULL; a list is a JSON array; dates keep their precision (EDTF).
-- Nothing in it runs: there are no triggers.

CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE types (id TEXT PRIMARY KEY, label TEXT, type_group TEXT, acled TEXT);

CREATE TABLE locations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT,
  parent_id TEXT REFERENCES locations (id),
  latitude REAL,
  longitude REAL,
  precision TEXT,          -- of the coordinates: from district on they are the middle of an area
  stated_precision TEXT,   -- what an editor stated, which may be finer
  country_code TEXT,       -- of what it lies in
  stated_country_code TEXT,
  spellings TEXT,          -- JSON array
  names TEXT,              -- JSON object: language to name
  wikidata TEXT,
  geonames TEXT
);

CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT);

CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  date TEXT NOT NULL,      -- EDTF, never more exact than it is known
  date_from TEXT NOT NULL, -- the first day it can mean
  date_to TEXT,            -- the last one; NULL when the end is open
  date_precision TEXT NOT NULL,
  time TEXT,
  location TEXT,           -- the main place; all of them are in incident_locations
  location_id TEXT REFERENCES locations (id),
  location_kind TEXT,
  latitude REAL,
  longitude REAL,
  location_precision TEXT,
  country TEXT,
  country_code TEXT,
  admin1 TEXT,
  admin2 TEXT,
  killed_min INTEGER,
  killed_max INTEGER,      -- NULL beside a killed_min: at least that many
  injured_min INTEGER,
  injured_max INTEGER,
  grade TEXT,
  summary TEXT,
  part_of TEXT,            -- an incident, which may have been taken out
  follows TEXT,
  added TEXT,
  updated TEXT,
  url TEXT NOT NULL,
  places TEXT,             -- JSON array: the names of all places and of what they lie in
  types TEXT,              -- JSON array
  actors TEXT,             -- JSON array
  weapons TEXT,            -- JSON array
  tags TEXT,               -- JSON array
  text TEXT                -- Markdown
);

CREATE TABLE incident_locations (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL, -- 1 is the main place
  location_id TEXT NOT NULL REFERENCES locations (id),
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE incident_types (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  type_id TEXT NOT NULL REFERENCES types (id),
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE incident_actors (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  actor_id TEXT NOT NULL REFERENCES actors (id),
  role TEXT NOT NULL,
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE casualties (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  killed_min INTEGER,
  killed_max INTEGER,
  injured_min INTEGER,
  injured_max INTEGER,
  "of" TEXT,
  source TEXT,
  who TEXT,
  date TEXT,
  superseded INTEGER NOT NULL, -- 1: a later claim replaced this one
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE sources (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  publisher TEXT,
  via TEXT,                -- the agency whose copy it is
  title TEXT,
  url TEXT,
  date TEXT,
  accessed TEXT,
  archived TEXT,
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

CREATE TABLE updates (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

-- What other data sets call an incident.
CREATE TABLE incident_ids (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  position INTEGER NOT NULL,
  data_set TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (incident_id, position)
) WITHOUT ROWID;

-- From here on all is made when the tables are filled.
CREATE INDEX incidents_by_day ON incidents (date_from);
CREATE INDEX incidents_by_location ON incidents (location_id);
CREATE INDEX locations_by_parent ON locations (parent_id);
CREATE INDEX incident_locations_by_location ON incident_locations (location_id);
CREATE INDEX incident_types_by_type ON incident_types (type_id);
CREATE INDEX incident_actors_by_actor ON incident_actors (actor_id);
CREATE INDEX sources_by_publisher ON sources (publisher);
CREATE INDEX incident_ids_by_value ON incident_ids (data_set, value);

-- Full-text search over the tables themselves, so that each text is there once. Datasette and sqlite-utils find them by
-- the double quotes: content="incidents".
CREATE VIRTUAL TABLE incidents_fts USING fts5 (
  title, summary, text, places, types, actors, weapons, tags,
  content="incidents", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE locations_fts USING fts5 (
  name, spellings, names,
  content="locations", tokenize="unicode61 remove_diacritics 2"
);

-- One row for each place of an incident, with its position on the map.
CREATE VIEW incident_places AS
SELECT i.id AS incident_id, i.title, i.date, i.date_from, i.date_to, l.position, p.id AS location_id, p.name, p.kind,
  p.latitude, p.longitude, p.precision, p.country_code
FROM incident_locations AS l JOIN incidents AS i ON i.id = l.incident_id JOIN locations AS p ON p.id = l.location_id;

-- Each place with itself and all that it lies in: what happened in Iraq is
-- SELECT DISTINCT incident_id FROM incident_locations JOIN location_areas USING (location_id) WHERE area_id = 'iraq'
CREATE VIEW location_areas AS
WITH RECURSIVE areas (location_id, area_id) AS (
  SELECT id, id FROM locations
  UNION ALL
  SELECT areas.location_id, locations.parent_id FROM areas JOIN locations ON locations.id = areas.area_id
  WHERE locations.parent_id IS NOT NULL
)
SELECT location_id, area_id FROM areas;

-- Who published how many sources, of how many incidents.
CREATE VIEW publishers AS
SELECT publisher, count(*) AS sources, count(DISTINCT incident_id) AS incidents
FROM sources WHERE publisher IS NOT NULL GROUP BY publisher;
