-- Views of a Dateline database. Everything they count can be followed to claims, figures and characters.

-- One row an incident, with the bounds of people killed and injured beside it; null where nobody counted.
CREATE VIEW incident_tolls AS
SELECT i.*,
       k.low AS killed_low, k.best AS killed_best, k.high AS killed_high,
       w.low AS injured_low, w.best AS injured_best, w.high AS injured_high
FROM incidents i
LEFT JOIN tolls k ON k.incident_id = i.incident_id AND k.measure = 'killed' AND k.unit = 'person'
LEFT JOIN tolls w ON w.incident_id = i.incident_id AND w.measure = 'injured' AND w.unit = 'person'
ORDER BY i.number;
COMMENT ON VIEW incident_tolls IS 'One row an incident with people killed and injured';

-- What may be added up over incidents: people killed, injured, abducted, detained, captured or missing, where it happened and nobody has
-- rejected it. Displacement is left out: its figures overlap. So are stretches of more than a week, which may hold other incidents.
CREATE VIEW countable AS
SELECT i.incident_id, i.earliest, i.latest, i.country, i.admin1, i.event_type, i.status, t.measure, t.low, t.best, t.high
FROM tolls t JOIN incidents i USING (incident_id)
WHERE t.unit = 'person' AND t.measure IN ('killed', 'injured', 'abducted', 'detained', 'captured', 'missing')
  AND i.status <> 'rejected' AND i.stage = 'accomplished'
  AND (i.earliest IS NULL OR i.latest IS NULL OR date_diff('day', i.earliest, i.latest) <= 7);
COMMENT ON VIEW countable IS 'Tolls that may be added up over incidents; displacement and stretches of more than a week are left out: they overlap';

-- By day: an incident whose day is not known to be one day is in the row of the null day, never spread over several. A bound that is open
-- in one incident leaves the sum of upper bounds open.
CREATE VIEW tolls_by_day AS
SELECT CASE WHEN earliest = latest THEN earliest END AS day, measure, count(*) AS incidents,
       CAST(sum(low) AS BIGINT) AS low, CAST(sum(best) AS BIGINT) AS best,
       CASE WHEN count(*) = count(high) THEN CAST(sum(high) AS BIGINT) END AS high
FROM countable GROUP BY ALL ORDER BY day NULLS LAST, measure;
COMMENT ON VIEW tolls_by_day IS 'Sums of low, best and high by day; null day: not known to one day';

CREATE VIEW tolls_by_admin1 AS
SELECT country, admin1, measure, count(*) AS incidents,
       CAST(sum(low) AS BIGINT) AS low, CAST(sum(best) AS BIGINT) AS best,
       CASE WHEN count(*) = count(high) THEN CAST(sum(high) AS BIGINT) END AS high
FROM countable GROUP BY ALL ORDER BY country NULLS LAST, admin1 NULLS LAST, measure;
COMMENT ON VIEW tolls_by_admin1 IS 'Sums of low, best and high by first-order division; null: not known';

-- Why every bound is what it is, one row a term, down to the words.
CREATE VIEW toll_evidence AS
SELECT b.incident_id, t.measure, t.unit, b.bound, b.value, b.rule, c.claim_id, c.status, c.speaker, c.source_kind, c.party,
       f.quote AS figure, f.quote_start, f.quote_end, c.evidence, c.article_id, a.publisher, a.published, a.url
FROM bounds b
JOIN tolls t ON t.incident_id = b.incident_id AND t.toll = b.toll
JOIN incidents i ON i.incident_id = b.incident_id
LEFT JOIN claims c ON c.claim_id = b.claim_id
LEFT JOIN figures f ON f.claim_id = b.claim_id AND f.figure = b.figure
LEFT JOIN articles a ON a.article_id = c.article_id
ORDER BY i.number, b.toll, b.term;
COMMENT ON VIEW toll_evidence IS 'Every term of every bound with its rule, speaker and words';
