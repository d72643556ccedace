-- Why somebody stopped the turn, written before it is acknowledged: whoever takes the turn up does not answer it.
ALTER TABLE turns ADD COLUMN stop_reason text;
