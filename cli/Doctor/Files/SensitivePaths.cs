using Moltbot.Policy.Configuration;

namespace Moltbot.Cli.Doctor.Files;

/// <summary>All files and folders of an installation that are its owner's alone, as far as they are there; in the original's order.</summary>
internal static class SensitivePaths
{
    public static IReadOnlyList<SensitivePath> Of(Patient patient)
    {
        var state = patient.State;
        IEnumerable<SensitivePath> all =
        [
            new(SensitiveKind.StateFolder, state.Path),
            new(SensitiveKind.Configuration, patient.LocalConfigurationPath),
            .. patient.Includes.Select(static path => new SensitivePath(SensitiveKind.ConfigurationPart, path)),
            new(SensitiveKind.CredentialFolder, Path.Combine(state.Path, "credentials")),
            new(SensitiveKind.CredentialFolder, Path.GetDirectoryName(state.Identity)!),
            .. (patient.Document?.Agents.Ids ?? [ConfigIds.MainAgent]).SelectMany(agent => OfAgent(Path.Combine(state.Path, "agents", agent))),
            .. Files(state.Path, "moltbot.db*").Select(static path => new SensitivePath(SensitiveKind.Sessions, path)),
            .. Logs(patient).Select(static path => new SensitivePath(SensitiveKind.Log, path)),
            .. Secrets(patient).Select(static path => new SensitivePath(SensitiveKind.Secret, path)),
        ];
        return [.. all.Where(static each => each.IsFolder ? Directory.Exists(each.Path) : File.Exists(each.Path)).DistinctBy(static each => each.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<SensitivePath> OfAgent(string folder) =>
    [
        new(SensitiveKind.AuthProfiles, Path.Combine(folder, "agent", "auth-profiles.json")),
        new(SensitiveKind.Sessions, Path.Combine(folder, "sessions", "sessions.json")),
    ];

    private static IEnumerable<string> Logs(Patient patient)
    {
        if (patient.Document?.Section("logging").Text("file") is { } named)
        {
            yield return Path.GetFullPath(named);
        }

        foreach (var path in Files(Path.Combine(patient.State.Path, "logs"), "*.log*"))
        {
            yield return path;
        }
    }

    private static IEnumerable<string> Secrets(Patient patient)
    {
        var state = patient.State;
        string?[] named =
        [
            state.GatewayToken, state.OperatorToken, state.Identity, state.DeviceTokens,
            patient.Document?.Section("gateway", "tls").Text("keyPath"), patient.Environment("MOLTBOT_CLUSTER_KEY"),
        ];
        return named.OfType<string>().Where(static path => path.Length > 0).Concat(Files(state.Path, "*.key")).Concat(Files(state.Path, "moltbot.json.bak*"));
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal) : [];
}
