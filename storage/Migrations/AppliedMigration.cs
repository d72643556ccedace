namespace Moltbot.Storage.Migrations;

/// <summary>A row of the table that notes what was applied.</summary>
internal sealed record AppliedMigration(int Version, string Name, string Checksum);
