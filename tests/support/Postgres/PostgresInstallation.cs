namespace Moltbot.TestSupport.Postgres;

/// <summary>Where PostgreSQL's programs are, if they are anywhere.</summary>
internal static class PostgresInstallation
{
    /// <summary>Newest first: Debian keeps versions beside each other.</summary>
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder with initdb and postgres, or null.</summary>
    public static string? Find()
    {
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return debian.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0;
}
