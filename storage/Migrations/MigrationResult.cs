namespace Moltbot.Storage.Migrations;

/// <summary>Versions before and after, and the names of the migrations applied.</summary>
public sealed record MigrationResult(int From, int To, IReadOnlyList<string> Applied);
