using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Storage.Migrations;

/// <summary>One step of a schema: the file <c>0001_name.sql</c> of a set, compiled in.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>Tells a file that was edited after it had been applied somewhere.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations of a set (<c>sqlite</c>, <c>postgres</c>, <c>orleans</c>) in order.</summary>
    public static IReadOnlyList<Migration> Load(string set)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"migrations/{set}/";
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var (version, name) = Split(resource[prefix.Length..]);
            if (version != migrations.Count + 1)
            {
                throw new InvalidOperationException($"Migration {resource} should be number {migrations.Count + 1}: numbers are consecutive.");
            }

            migrations.Add(new Migration(version, name, reader.ReadToEnd()));
        }

        return migrations;
    }

    private static (int Version, string Name) Split(string file)
    {
        var separator = file.IndexOf('_', StringComparison.Ordinal);
        return (int.Parse(file[..separator], NumberStyles.None, CultureInfo.InvariantCulture), file[(separator + 1)..]);
    }
}
