namespace Moltbot.Policy.Skills.Scanning;

/// <summary>What a skill says that it uses.</summary>
/// <param name="Hosts">Network hosts.</param>
/// <param name="Programs">Programs.</param>
/// <param name="Secrets">Variables.</param>
internal sealed record SkillDeclarations(IReadOnlySet<string> Hosts, IReadOnlySet<string> Programs, IReadOnlySet<string> Secrets)
{
    /// <summary>What a skill declares.</summary>
    public static SkillDeclarations Of(SkillFolder folder)
    {
        if (folder.Answering is { } answering)
        {
            return new SkillDeclarations(
                answering.Hosts.Append(HostOf(answering.Homepage)).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase),
                new HashSet<string>(StringComparer.Ordinal), answering.Secrets.ToHashSet(StringComparer.Ordinal));
        }

        var metadata = folder.Manifest!.Metadata;
        var requires = metadata?.Requires ?? SkillRequirements.None;
        IReadOnlyList<SkillInstall> install = metadata?.Install ?? [];
        return new SkillDeclarations(
            (metadata?.Hosts ?? []).Append(HostOf(folder.Manifest.Homepage)).Concat(install.Select(static way => HostOf(way.Url))).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase),
            requires.Bins.Concat(requires.AnyBins).Concat(install.SelectMany(static way => way.Bins)).ToHashSet(StringComparer.Ordinal),
            requires.Env.Append(metadata?.PrimaryEnv).OfType<string>().ToHashSet(StringComparer.Ordinal));
    }

    private static string? HostOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : null;
}
