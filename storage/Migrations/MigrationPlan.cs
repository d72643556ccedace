namespace Moltbot.Storage.Migrations;

/// <summary>What is left to apply, after checking that what was applied is what this program knows.</summary>
internal static class MigrationPlan
{
    public static IReadOnlyList<Migration> Remaining(string set, IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var step in applied)
        {
            if (step.Version > known.Count)
            {
                throw new InvalidOperationException(
                    $"The database's schema '{set}' has version {step.Version} ({step.Name}); this program knows up to {known.Count}. Run the newer program, or restore a backup taken before it.");
            }

            var migration = known[step.Version - 1];
            if (!string.Equals(migration.Checksum, step.Checksum, StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"Migration {step.Version} ({step.Name}) of schema '{set}' was applied with other contents than this program has: {step.Checksum} there, {migration.Checksum} here.");
            }
        }

        return [.. known.Skip(applied.Count)];
    }
}
