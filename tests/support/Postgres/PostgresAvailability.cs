namespace Moltbot.TestSupport.Postgres;

/// <summary>A server for tests, or the reason why they are skipped.</summary>
public sealed record PostgresAvailability(PostgresServer? Server, string? SkipReason);
