using System.Collections.Frozen;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tools.Rules;

/// <summary>A <c>byProvider</c> map: what holds for the models of a provider, or for one of them.</summary>
internal sealed class ProviderTools
{
    private readonly FrozenDictionary<string, ToolPolicyConfig> _lists;

    /// <summary>The map; of two spellings of one key the last counts.</summary>
    public ProviderTools(IEnumerable<KeyValuePair<string, ToolPolicyConfig>> lists)
    {
        var byKey = new Dictionary<string, ToolPolicyConfig>(StringComparer.Ordinal);
        foreach (var (key, value) in lists)
        {
            byKey[Normalize(key)] = value;
        }

        _lists = byKey.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What holds for a model: its own lists, else its provider's; null when there are none.</summary>
    /// <param name="provider">The provider; null when not known, then nothing holds.</param>
    /// <param name="model">The provider's own id of the model. One with a slash is looked for alone too, as the original has it.</param>
    public ToolPolicyConfig? Find(string? provider, string? model)
    {
        var id = ProviderIds.Normalize(provider);
        if (id.Length == 0)
        {
            return null;
        }

        var name = (model ?? "").Trim().ToLowerInvariant();
        return (name.Length > 0 ? _lists.GetValueOrDefault($"{id}/{name}") : null)
            ?? (name.Contains('/') ? _lists.GetValueOrDefault(Normalize(name)) : null)
            ?? _lists.GetValueOrDefault(id);
    }

    private static string Normalize(string key)
    {
        var lowered = key.Trim().ToLowerInvariant();
        var slash = lowered.IndexOf('/');
        return slash < 0 ? ProviderIds.Normalize(lowered) : $"{ProviderIds.Normalize(lowered[..slash])}{lowered[slash..]}";
    }
}
