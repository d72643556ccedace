using System.Text.Json;
using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Skills;

/// <summary>
/// Whether a skill counts where it would be used, and what is missing. A skill's variables are those of its own entry in the configuration: the
/// environment of the process is the operator's and no tenant's.
/// </summary>
/// <param name="IsDisabled"><c>skills.entries.&lt;key&gt;.enabled</c> is false.</param>
/// <param name="IsBlocked">It came with the product and <c>skills.allowBundled</c> does not name it.</param>
/// <param name="MissingOs">The systems it is for, when none of them is there.</param>
/// <param name="Missing">What it requires and is not there.</param>
public sealed record SkillEligibility(bool IsDisabled, bool IsBlocked, IReadOnlyList<string> MissingOs, SkillRequirements Missing)
{
    /// <summary>Whether it counts.</summary>
    public bool IsEligible => !IsDisabled && !IsBlocked && MissingOs.Count == 0
        && Missing is { Bins.Count: 0, AnyBins.Count: 0, Env.Count: 0, Config.Count: 0 };

    /// <summary>Judges a skill.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isBundled">Whether it came with the product.</param>
    /// <param name="metadata">What it says about itself.</param>
    /// <param name="config">The tenant's configuration.</param>
    /// <param name="place">Where it would be used.</param>
    public static SkillEligibility Of(string name, bool isBundled, SkillMetadata? metadata, ConfigSection config, SkillPlace place)
    {
        var key = metadata?.SkillKey ?? name;
        var skills = config.Section("skills");
        var entry = skills.Section("entries").Section(key);
        var bundled = skills.Strings("allowBundled");
        var requires = metadata?.Requires ?? SkillRequirements.None;
        var isAlways = metadata?.Always == true;
        IReadOnlyList<string> systems = metadata?.Os ?? [];
        return new SkillEligibility(
            entry.Bool("enabled") == false,
            isBundled && bundled.Count > 0 && !bundled.Contains(key, StringComparer.Ordinal) && !bundled.Contains(name, StringComparer.Ordinal),
            systems.Count == 0 || systems.Any(place.Systems.Contains) ? [] : systems,
            isAlways ? SkillRequirements.None : new SkillRequirements
            {
                Bins = [.. requires.Bins.Where(program => !place.HasProgram(program))],
                AnyBins = requires.AnyBins.Any(place.HasProgram) ? [] : requires.AnyBins,
                Env = [.. requires.Env.Where(variable => !HasVariable(entry, metadata, variable))],
                Config = [.. requires.Config.Where(path => !IsSet(config, path))],
            });
    }

    /// <summary>
    /// Whether a path of the configuration is set to something: not false, zero or an empty text. The browser is on unless it is switched off.
    /// </summary>
    public static bool IsSet(ConfigSection config, string path)
    {
        var steps = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        var at = config;
        foreach (var step in steps.AsSpan(0, Math.Max(0, steps.Length - 1)))
        {
            at = at.Section(step);
        }

        return steps.Length > 0 && at.Get(steps[^1]) switch
        {
            { ValueKind: JsonValueKind.Undefined } => path is "browser.enabled" or "browser.evaluateEnabled",
            { ValueKind: JsonValueKind.Null or JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.Number } number => number.GetDouble() != 0,
            { ValueKind: JsonValueKind.String } text => !string.IsNullOrWhiteSpace(text.GetString()),
            _ => true,
        };
    }

    private static bool HasVariable(ConfigSection entry, SkillMetadata? metadata, string variable) =>
        entry.Section("env").Text(variable) is not null || (metadata?.PrimaryEnv == variable && entry.Text("apiKey") is not null);
}
